#define G_LOG_DOMAIN "vitrine"

#include "app/brand/vt-type-details.h"

#include "app/brand/vt-brand-edit.h"
#include "app/widgets/vt-drop-down.h"

#include <glib/gi18n.h>
#include <math.h>

#define N_WEIGHTS 9

/* Pixels on phones of text, and of the smallest heading at the scale that the theme is drawn for. */
#define TEXT_SIZE    15
#define HEADING_SIZE 27
#define DRAWN_SCALE  1.25
#define N_HEADINGS   4

static const struct
{
  const char *value;
  const char *name;
} scales[] = {
  { "1.125", N_ ("Calm: 1.125") },   { "1.2", N_ ("Even: 1.2") },     { "1.25", N_ ("Clear: 1.25") },
  { "1.333", N_ ("Strong: 1.333") }, { "1.414", N_ ("Loud: 1.414") }, { "1.5", N_ ("Huge: 1.5") },
};

static const char *const weight_names[N_WEIGHTS] = {
  N_ ("Thin"),      N_ ("Extra Light"), N_ ("Light"),      N_ ("Regular"), N_ ("Medium"),
  N_ ("Semi-Bold"), N_ ("Bold"),        N_ ("Extra Bold"), N_ ("Black"),
};

struct _VtTypeDetails
{
  AdwBin parent_instance;

  VtWorkspace *workspace;            /* (owned) */
  GArray *weights[VT_BRAND_N_TYPES]; /* (owned) of int, as the drop-downs list them */
  int chosen[VT_BRAND_N_TYPES];
  gboolean showing; /* the rows are being told, not chosen in */

  GtkMenuButton *button; /* template child */
  GtkDropDown *scale;    /* template child */
  GtkDropDown *heading;  /* template child */
  GtkDropDown *body;     /* template child */
};

G_DEFINE_FINAL_TYPE (VtTypeDetails, vt_type_details, ADW_TYPE_BIN)

static GtkDropDown *
list_of (VtTypeDetails *self, VtBrandType type)
{
  return type == VT_BRAND_HEADING ? self->heading : self->body;
}

static void
write_token (VtTypeDetails *self, const char *token, const char *value, const char *label)
{
  vt_workspace_edit (self->workspace, label, token, vt_brand_edit_token, vt_brand_edit_new (token, value, NULL),
                     (GDestroyNotify) vt_brand_edit_free);
}

static void
scale_cb (VtTypeDetails *self)
{
  guint selected = gtk_drop_down_get_selected (self->scale);

  if (!self->showing && selected < G_N_ELEMENTS (scales))
    write_token (self, "type.scale", scales[selected].value, _ ("Change the scale of headings"));
}

static void
choose_weight (VtTypeDetails *self, VtBrandType type, const char *token, const char *label)
{
  guint selected = gtk_drop_down_get_selected (list_of (self, type));
  g_autofree char *value = NULL;

  if (self->showing || self->weights[type] == NULL || selected >= self->weights[type]->len)
    return;

  value = g_strdup_printf ("%d", g_array_index (self->weights[type], int, selected));
  write_token (self, token, value, label);
}

static void
heading_cb (VtTypeDetails *self)
{
  choose_weight (self, VT_BRAND_HEADING, "type.heading.weight", _ ("Change the weight of headings"));
}

static void
body_cb (VtTypeDetails *self)
{
  choose_weight (self, VT_BRAND_BODY, "type.body.weight", _ ("Change the weight of text"));
}

/* The weight that is chosen stands in the list also where the family has none like it. */
static void
fill_weights (VtTypeDetails *self, VtBrandType type)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GArray *listed = g_array_new (FALSE, FALSE, sizeof (int));
  guint selected = 0;

  for (int weight = 100; weight <= 100 * N_WEIGHTS; weight += 100)
    {
      gboolean is_there = weight == self->chosen[type];

      for (guint i = 0; self->weights[type] != NULL && i < self->weights[type]->len && !is_there; i++)
        is_there = g_array_index (self->weights[type], int, i) == weight;
      if (!is_there)
        continue;
      if (weight == self->chosen[type])
        selected = listed->len;
      g_array_append_val (listed, weight);
      gtk_string_list_append (names, _ (weight_names[weight / 100 - 1]));
    }

  self->showing = TRUE;
  gtk_drop_down_set_model (list_of (self, type), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (list_of (self, type), selected);
  self->showing = FALSE;
  g_clear_pointer (&self->weights[type], g_array_unref);
  self->weights[type] = listed;
}

/* "Scale 1.25 · 15 27 34 42 53" */
static char *
describe_sizes (int scale)
{
  GString *sizes = g_string_new (NULL);
  double ratio = scale / 1000.0;
  double size = HEADING_SIZE * ratio / DRAWN_SCALE;

  g_string_printf (sizes, "%d", TEXT_SIZE);
  for (int i = 0; i < N_HEADINGS; i++, size *= ratio)
    g_string_append_printf (sizes, " %d", (int) lround (size));
  /* TRANSLATORS: how much larger each heading is than the next, and the sizes of text and headings in pixels */
  g_string_prepend (sizes, " · ");
  {
    g_autofree char *first = g_strdup_printf (_ ("Scale %.4g"), ratio);

    g_string_prepend (sizes, first);
  }

  return g_string_free (sizes, FALSE);
}

static guint
find_scale (int scale)
{
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    if (lround (g_ascii_strtod (scales[i].value, NULL) * 1000) == scale)
      return i;

  return GTK_INVALID_LIST_POSITION;
}

static void
vt_type_details_dispose (GObject *object)
{
  VtTypeDetails *self = VT_TYPE_DETAILS (object);

  self->showing = TRUE;
  g_clear_object (&self->workspace);
  for (guint i = 0; i < VT_BRAND_N_TYPES; i++)
    g_clear_pointer (&self->weights[i], g_array_unref);

  G_OBJECT_CLASS (vt_type_details_parent_class)->dispose (object);
}

static void
vt_type_details_class_init (VtTypeDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vt_type_details_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/app/vitrine/Vitrine/vt-type-details.ui");
  gtk_widget_class_bind_template_child (widget_class, VtTypeDetails, button);
  gtk_widget_class_bind_template_child (widget_class, VtTypeDetails, scale);
  gtk_widget_class_bind_template_child (widget_class, VtTypeDetails, heading);
  gtk_widget_class_bind_template_child (widget_class, VtTypeDetails, body);
  gtk_widget_class_bind_template_callback (widget_class, scale_cb);
  gtk_widget_class_bind_template_callback (widget_class, heading_cb);
  gtk_widget_class_bind_template_callback (widget_class, body_cb);
}

static void
vt_type_details_init (VtTypeDetails *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    gtk_string_list_append (names, _ (scales[i].name));
  gtk_drop_down_set_model (self->scale, G_LIST_MODEL (names));
  vt_drop_down_name_all (GTK_WIDGET (gtk_menu_button_get_popover (self->button)));
  self->showing = FALSE;
}

/**
 * vt_type_details_set_workspace:
 * @self: a new button
 * @workspace: whose brand it edits
 */
void
vt_type_details_set_workspace (VtTypeDetails *self, VtWorkspace *workspace)
{
  g_set_object (&self->workspace, workspace);
}

/**
 * vt_type_details_show:
 * @self: a button
 * @brand: the brand as the shop holds it now
 */
void
vt_type_details_show (VtTypeDetails *self, VtBrand *brand)
{
  g_autofree char *sizes = describe_sizes (vt_brand_get_scale (brand));

  self->showing = TRUE;
  gtk_menu_button_set_label (self->button, sizes);
  gtk_drop_down_set_selected (self->scale, find_scale (vt_brand_get_scale (brand)));
  self->showing = FALSE;
  for (int type = 0; type < VT_BRAND_N_TYPES; type++)
    {
      self->chosen[type] = vt_brand_get_weight (brand, (VtBrandType) type);
      fill_weights (self, (VtBrandType) type);
    }
}

/**
 * vt_type_details_set_weights:
 * @self: a button that shows a brand
 * @type: what the typeface is for
 * @weights: (element-type int): that its family has, ascending
 *
 * Lists the weights to choose from.
 */
void
vt_type_details_set_weights (VtTypeDetails *self, VtBrandType type, GArray *weights)
{
  g_clear_pointer (&self->weights[type], g_array_unref);
  self->weights[type] = g_array_ref (weights);
  fill_weights (self, type);
}
