#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* Facts of the shop that are one value each. Keys: shop.id, shop.name, shop.currency (ISO 4217), shop.language (BCP
 * 47), languages (the others that its texts are translated into, with spaces between), shop.country (ISO 3166-1),
 * shop.time-zone (IANA), shop.email, shop.phone, shop.address, shop.tagline, history.limit (megabytes), tax.included
 * ('1' or '0'), order.prefix, announcement (the line on top of every page), contact.reply-minutes (within which the
 * shop promises to answer while it is open; '' or 0: no promise), legal.name, legal.tax-id (CNPJ, CPF, NIF …),
 * legal.vat-id, legal.address, legal.register (commercial register or DBD number), legal.complaints (address of the
 * complaints book), legal.disputes (address of who settles them), legal.withdrawal (page that tells of it): what of
 * these a country asks for and how they are checked is in content/vt-legal.h,
 * tag.ga4, tag.google-ads, tag.meta, tag.tiktok (ids of tags that shoppers are asked about), events.own ('0': the shop
 * does not count what shoppers do),
 * products.views (saved filters of the products' list, JSON), stock.low (the number of pieces at or below
 * which a variant is to be bought again, unless it has one of its own). */
char *vt_setting_get (VtDb *db, const char *key, GError **error);
gboolean vt_setting_set (VtDb *db, const char *key, const char *value, GError **error);
gboolean vt_setting_is_known (const char *key);
const char **vt_setting_keys (void);

/* What shoppers read in their language: translations are of the kind "setting", row 0, with the key as field. */
gboolean vt_setting_is_translatable (const char *key);
gboolean vt_setting_translate (VtDb *db, const char *key, const char *language, const char *text, GError **error);

G_END_DECLS
