#pragma once

#include "app/promo/vt-promo-edit.h"
#include "app/vt-workspace.h"
#include "app/widgets/vt-field.h"
#include "promo/vt-popup.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A group of rows of the popup's editor. A row that is one fact of VtPopup is declared as a VtPopupFact and shown and
 * written by the group; what is more than that is in the subclass. */
#define VT_TYPE_POPUP_ROWS (vt_popup_rows_get_type ())
G_DECLARE_DERIVABLE_TYPE (VtPopupRows, vt_popup_rows, VT, POPUP_ROWS, AdwPreferencesGroup)

struct _VtPopupRowsClass
{
  AdwPreferencesGroupClass parent_class;

  const char *step; /* what an edit is called in the history, untranslated; %s is the popup's name */

  /* The popup, or what it refers to, is another one or has changed. */
  void (*show) (VtPopupRows *self);
  /* Another popup is going to be shown: nothing of this one stays. */
  void (*forget) (VtPopupRows *self);
};

typedef enum
{
  VT_POPUP_FACT_TEXT,   /* char * */
  VT_POPUP_FACT_LINES,  /* char * of several lines */
  VT_POPUP_FACT_COUNT,  /* int; 0 is an empty field */
  VT_POPUP_FACT_CHOICE, /* an enumeration whose values are the choices' positions */
  VT_POPUP_FACT_SWITCH  /* gboolean */
} VtPopupFactKind;

/* A member of VtPopup. Texts are untranslated. */
typedef struct
{
  VtPopupFactKind kind;
  gsize offset;
  const char *title;
  const char *what; /* its edits follow each other in one step of the history */
  VtPromoSetText set_text;
  VtPromoSetNumber set_number;
  const char *hint;           /* (nullable) what stands for nothing, or under a choice */
  const char *unit;           /* (nullable) */
  const char *const *choices; /* (nullable) (array zero-terminated=1) */
} VtPopupFact;

void vt_popup_rows_set_workspace (VtPopupRows *self, VtWorkspace *workspace);
void vt_popup_rows_open (VtPopupRows *self, const VtPopup *popup, GTimeZone *zone);
void vt_popup_rows_forget (VtPopupRows *self);

/* For subclasses. */
GtkWidget *vt_popup_rows_add_fact (VtPopupRows *self, AdwExpanderRow *to, const VtPopupFact *fact);
void vt_popup_rows_add (VtPopupRows *self, AdwExpanderRow *to, GtkWidget *row);
AdwExpanderRow *vt_popup_rows_add_expander (VtPopupRows *self, const char *title);
GtkWidget *vt_popup_rows_new_combo (const char *title, const char *const *choices);
GtkWidget *vt_popup_rows_new_switch (const char *title, GtkSwitch **control);
VtWorkspace *vt_popup_rows_get_workspace (VtPopupRows *self);
const VtPopup *vt_popup_rows_get_popup (VtPopupRows *self);
GTimeZone *vt_popup_rows_get_zone (VtPopupRows *self);
gboolean vt_popup_rows_is_telling (VtPopupRows *self);
void vt_popup_rows_write (VtPopupRows *self, const char *what, VtShopJob job, VtPromoEdit *edit);
void vt_popup_rows_write_field (VtPopupRows *self, VtField *field, const char *what, VtShopJob job, VtPromoEdit *edit);
gboolean vt_popup_rows_read_count (VtField *field, gint64 *count);
void vt_popup_rows_show_count (VtField *field, gint64 count);
gboolean vt_popup_rows_read_money (VtPopupRows *self, VtField *field, gint64 *minor);
void vt_popup_rows_show_money (VtPopupRows *self, VtField *field, gint64 minor);

G_END_DECLS
