#pragma once

#include "catalogue/vt-collection-rule.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One condition of a collection: what, how and to which value. ::edited when the merchant changed it, ::removed when it
 * is to go. */
#define VT_TYPE_RULE_ROW (vt_rule_row_get_type ())
G_DECLARE_FINAL_TYPE (VtRuleRow, vt_rule_row, VT, RULE_ROW, GtkListBoxRow)

GtkWidget *vt_rule_row_new (const VtCollectionRule *rule, const char *currency);
VtCollectionRule *vt_rule_row_get_rule (VtRuleRow *self);
void vt_rule_row_focus_value (VtRuleRow *self);

G_END_DECLS
