#pragma once

#include "app/promo/vt-choices-row.h"
#include "base/vt-db.h"

G_BEGIN_DECLS

void vt_choices_offer_languages (VtChoicesRow *row, VtDb *db);
void vt_choices_offer_collections (VtChoicesRow *row, VtDb *db);
void vt_choices_offer_products (VtChoicesRow *row, VtDb *db, const char *const *ids);

G_END_DECLS
