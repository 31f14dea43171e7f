#pragma once

#include "catalogue/vt-collection.h"
#include "content/vt-section.h"
#include "site/vt-model.h"

G_BEGIN_DECLS

/* Fills `sections`, and `sections_above` on a collection's page. @product is what a product's page is of, @collection
 * the one that it stands in first; both may be NULL. */
gboolean vt_sections_fill (VtView *view,
                           VtSectionPage page,
                           GPtrArray *sections,
                           VtProduct *product,
                           const VtCollection *collection,
                           GError **error);
gboolean vt_sections_fill_page (VtView *view,
                                VtSectionPage page,
                                VtProduct *product,
                                const VtCollection *collection,
                                GError **error);
const char *vt_sections_text (VtView *view, const VtSection *section, const char *field, const char *original);

/* Products that are chosen by what is known of them. */
typedef struct
{
  VtValue *items; /* (unowned) CARDs; NULL: it could not be read */
  char *title;    /* (owned) what the shop calls them */
  char *note;     /* (owned) where that is known from; "" for nothing */
  char *url;      /* (owned) where all of them are; "" for nowhere */
} VtProductWindow;

gboolean vt_product_window_fill (VtView *view,
                                 const char *window,
                                 int limit,
                                 VtProduct *product,
                                 const VtCollection *collection,
                                 VtProductWindow *out,
                                 GError **error);
void vt_product_window_clear (VtProductWindow *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VtProductWindow, vt_product_window_clear)

G_END_DECLS
