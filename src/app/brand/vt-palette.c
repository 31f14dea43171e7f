#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-palette.h"

#include "app/brand/vt-colour-role.h"
#include "app/brand/vt-finding-row.h"

#include <glib/gi18n.h>

struct _VtPalette
{
  AdwBin parent_instance;

  VtColourRole *roles[VT_BRAND_N_COLOURS]; /* (owned) */
  char *warned;                            /* (owned) (nullable) the findings that are shown */

  GtkListBox *surfaces; /* template child */
  GtkListBox *marks;    /* template child */
  GtkBox *findings;     /* template child */
};

typedef struct
{
  VtColourRole *role; /* (owned) */
  VtColour colour;
} Suggestion;

G_DEFINE_FINAL_TYPE (VtPalette, vt_palette, ADW_TYPE_BIN)

static void
suggestion_free (gpointer data, G_GNUC_UNUSED GClosure *closure)
{
  Suggestion *self = data;

  g_object_unref (self->role);
  g_free (self);
}

static void
accepted_cb (Suggestion *suggestion)
{
  vt_colour_role_write (suggestion->role, suggestion->colour);
}

static void
vt_palette_dispose (GObject *object)
{
  VtPalette *self = VT_PALETTE (object);

  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    g_clear_object (&self->roles[i]);

  G_OBJECT_CLASS (vt_palette_parent_class)->dispose (object);
}

static void
vt_palette_finalize (GObject *object)
{
  g_free (VT_PALETTE (object)->warned);

  G_OBJECT_CLASS (vt_palette_parent_class)->finalize (object);
}

static void
vt_palette_class_init (VtPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_palette_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, VtPalette, surfaces);
  gtk_widget_class_bind_template_child (widget_class, VtPalette, marks);
  gtk_widget_class_bind_template_child (widget_class, VtPalette, findings);
}

static void
vt_palette_init (VtPalette *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * vt_palette_set_workspace:
 * @self: a new palette
 * @workspace: whose brand it edits
 */
void
vt_palette_set_workspace (VtPalette *self, VtWorkspace *workspace)
{
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    {
      self->roles[i] = vt_colour_role_new (workspace, (VtBrandColour) i);
      gtk_list_box_append (i < VT_BRAND_PRIMARY ? self->surfaces : self->marks,
                           vt_colour_role_get_row (self->roles[i]));
    }
}

/* A colour that fails on two others is one decision: only where it reads worst is shown. */
static gboolean
is_worst (GPtrArray *findings, const VtBrandFinding *finding)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const VtBrandFinding *other = g_ptr_array_index (findings, i);

      if (other->foreground == finding->foreground && other->ratio < finding->ratio)
        return FALSE;
    }

  return TRUE;
}

static void
add_finding (VtPalette *self, VtBrand *brand, const VtBrandFinding *finding)
{
  GtkWidget *row = vt_finding_row_new (brand, finding);
  Suggestion *suggestion = g_new0 (Suggestion, 1);

  suggestion->role = g_object_ref (self->roles[finding->foreground]);
  suggestion->colour = finding->suggestion;
  g_signal_connect_data (row, "accepted", G_CALLBACK (accepted_cb), suggestion, suggestion_free, G_CONNECT_SWAPPED);
  gtk_box_append (self->findings, row);
}

static char *
summary_of (GPtrArray *findings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    g_string_append (text, ((VtBrandFinding *) g_ptr_array_index (findings, i))->sentence);

  return g_string_free (text, FALSE);
}

/* The rows are made anew only when they say something else: the focus stays on a button through other edits. */
static void
show_findings (VtPalette *self, VtBrand *brand)
{
  g_autoptr (GPtrArray) findings = vt_brand_findings (brand);
  g_autofree char *summary = summary_of (findings);
  GtkWidget *child;

  if (g_strcmp0 (summary, self->warned) == 0)
    return;

  g_free (self->warned);
  self->warned = g_steal_pointer (&summary);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->findings))) != NULL)
    gtk_box_remove (self->findings, child);
  for (guint i = 0; i < findings->len; i++)
    if (is_worst (findings, g_ptr_array_index (findings, i)))
      add_finding (self, brand, g_ptr_array_index (findings, i));
  gtk_widget_set_visible (GTK_WIDGET (self->findings), findings->len > 0);
}

/**
 * vt_palette_show:
 * @self: a palette
 * @brand: the brand as the shop holds it now
 */
void
vt_palette_show (VtPalette *self, VtBrand *brand)
{
  for (guint i = 0; i < VT_BRAND_N_COLOURS; i++)
    vt_colour_role_show (self->roles[i], brand);
  show_findings (self, brand);
}
