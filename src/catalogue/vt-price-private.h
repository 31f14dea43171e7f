#pragma once

/* SQL: the lowest price that was asked of the variant v in the 30 days before its price of today came into force, which
 * is ?1 when it is not public yet. Where nothing was asked before, it is the price of today once that is 30 days old,
 * and NULL until then. `main` is the shop, or a public catalogue by itself. */

#define VT_PRICE_LAST                                                                                                  \
  "(SELECT price_minor FROM main.price_history WHERE variant_id = v.id ORDER BY since_us DESC LIMIT 1)"

#define VT_PRICE_START                                                                                                 \
  "(SELECT CASE WHEN " VT_PRICE_LAST " = v.price_minor "                                                               \
  "THEN (SELECT max (since_us) FROM main.price_history WHERE variant_id = v.id) ELSE ?1 END)"

#define VT_PRICE_DAYS_30 "2592000000000"

#define VT_PRICE_LOWEST                                                                                                \
  "coalesce ((SELECT price_minor FROM main.price_history WHERE variant_id = v.id AND since_us = 0), "                  \
  "(SELECT min (price_minor) FROM main.price_history WHERE variant_id = v.id AND since_us < " VT_PRICE_START           \
  " AND since_us >= coalesce ((SELECT max (since_us) FROM main.price_history "                                         \
  "WHERE variant_id = v.id AND since_us <= " VT_PRICE_START " - " VT_PRICE_DAYS_30 "), 0)), "                          \
  "CASE WHEN " VT_PRICE_START " <= ?1 - " VT_PRICE_DAYS_30 " THEN v.price_minor END)"
