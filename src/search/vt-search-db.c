/* What of this folder's tables goes into the public catalogue. */

#define G_LOG_DOMAIN "vt-search"

#include "search/vt-search-error.h"

G_DEFINE_QUARK (vt - search - error - quark, vt_search_error)

const char *const vt_search_public_copies[] = {
  "INSERT INTO catalogue.search_synonym (id, language, source, words) "
  "SELECT id, language, source, words FROM main.search_synonym ORDER BY id",
  "INSERT INTO catalogue.search_rule (id, language, query, kind, product_id, position, percent, path) "
  "SELECT id, language, query, kind, product_id, position, percent, path FROM main.search_rule "
  "WHERE product_id IS NULL OR product_id IN (SELECT id FROM catalogue.product) ORDER BY id",
  "INSERT INTO catalogue.media_look (sha256, version, colours, shades, look) "
  "SELECT sha256, version, colours, shades, look FROM main.media_look "
  "WHERE sha256 IN (SELECT sha256 FROM catalogue.photo) ORDER BY sha256",
  "INSERT INTO catalogue.search_signal (query, product_id, weight) SELECT query, product_id, weight "
  "FROM main.search_signal WHERE product_id IN (SELECT id FROM catalogue.product) ORDER BY query, product_id",
  NULL
};
