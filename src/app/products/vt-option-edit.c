#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-option-edit.h"

#include "base/vt-text.h"
#include "catalogue/vt-product-options.h"

#include <glib/gi18n.h>

/* A text with what it was before; NULL: it is new. */
typedef struct
{
  char *text;        /* (owned) */
  char *was;         /* (owned) (nullable) */
  GPtrArray *values; /* (owned) (nullable) (element-type Named) of an option */
} Named;

struct _VtOptionEdit
{
  gint64 product_id;
  char *title;        /* (owned) of the product */
  GPtrArray *options; /* (owned) (element-type Named) */
  gboolean complete;
};

static void
named_free (gpointer data)
{
  Named *named = data;

  g_free (named->text);
  g_free (named->was);
  g_clear_pointer (&named->values, g_ptr_array_unref);
  g_free (named);
}

static Named *
named_new (const char *text, const char *was)
{
  Named *named = g_new0 (Named, 1);

  named->text = g_strdup (text);
  named->was = g_strdup (was);

  return named;
}

static void
vt_option_edit_free (gpointer data)
{
  VtOptionEdit *self = data;

  g_free (self->title);
  g_ptr_array_unref (self->options);
  g_free (self);
}

static Named *
get_option (VtOptionEdit *self, guint option)
{
  return g_ptr_array_index (self->options, option);
}

static void
set_name (Named *named, const char *text)
{
  g_free (named->text);
  named->text = vt_text_single_line (text);
}

static void
move_within (GPtrArray *array, guint index, int by)
{
  int target = CLAMP ((int) index + by, 0, (int) array->len - 1);

  g_ptr_array_insert (array, target, g_ptr_array_steal_index (array, index));
}

/**
 * vt_option_edit_new:
 * @product: a product as it is now
 *
 * Returns: (transfer full): its options, to be changed and given to vt_option_edit_write()
 */
VtOptionEdit *
vt_option_edit_new (VtProduct *product)
{
  VtOptionEdit *self = g_new0 (VtOptionEdit, 1);

  self->product_id = vt_product_get_id (product);
  self->title = g_strdup (vt_product_get_title (product));
  self->options = g_ptr_array_new_with_free_func (named_free);
  for (guint i = 0; i < vt_product_get_n_options (product); i++)
    {
      const char *name = vt_product_get_option_names (product)[i];
      Named *option = named_new (name, name);
      g_auto (GStrv) values = vt_product_dup_option_values (product, i);

      option->values = g_ptr_array_new_with_free_func (named_free);
      for (guint j = 0; values[j] != NULL; j++)
        g_ptr_array_add (option->values, named_new (values[j], values[j]));
      g_ptr_array_add (self->options, option);
    }

  return self;
}

/**
 * vt_option_edit_add_option:
 * @self: options
 * @name: what the new one is called
 * @values: its values with commas between
 */
void
vt_option_edit_add_option (VtOptionEdit *self, const char *name, const char *values)
{
  g_autofree char *line = vt_text_single_line (name);
  Named *option = named_new (line, NULL);

  option->values = g_ptr_array_new_with_free_func (named_free);
  g_ptr_array_add (self->options, option);
  vt_option_edit_add_values (self, self->options->len - 1, values);
}

void
vt_option_edit_rename_option (VtOptionEdit *self, guint option, const char *name)
{
  set_name (get_option (self, option), name);
}

void
vt_option_edit_move_option (VtOptionEdit *self, guint option, int by)
{
  move_within (self->options, option, by);
}

void
vt_option_edit_remove_option (VtOptionEdit *self, guint option)
{
  g_ptr_array_remove_index (self->options, option);
}

/**
 * vt_option_edit_add_values:
 * @self: options
 * @option: which of them, from 0
 * @values: new values with commas between; what is there already is not added again
 */
void
vt_option_edit_add_values (VtOptionEdit *self, guint option, const char *values)
{
  g_auto (GStrv) parts = g_strsplit (values, ",", -1);
  GPtrArray *there = get_option (self, option)->values;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *line = vt_text_single_line (parts[i]);
      gboolean known = *line == '\0';

      for (guint j = 0; j < there->len && !known; j++)
        known = g_str_equal (((Named *) g_ptr_array_index (there, j))->text, line);
      if (!known)
        g_ptr_array_add (there, named_new (line, NULL));
    }
}

void
vt_option_edit_rename_value (VtOptionEdit *self, guint option, guint value, const char *name)
{
  set_name (g_ptr_array_index (get_option (self, option)->values, value), name);
}

void
vt_option_edit_move_value (VtOptionEdit *self, guint option, guint value, int by)
{
  move_within (get_option (self, option)->values, value, by);
}

void
vt_option_edit_remove_value (VtOptionEdit *self, guint option, guint value)
{
  g_ptr_array_remove_index (get_option (self, option)->values, value);
}

/**
 * vt_option_edit_complete:
 * @self: options
 *
 * Has a variant made for each combination, also for those that were taken out.
 */
void
vt_option_edit_complete (VtOptionEdit *self)
{
  self->complete = TRUE;
}

static const char **
take_texts (GPtrArray *values, gboolean were)
{
  const char **texts = g_new0 (const char *, values->len + 1);

  for (guint i = 0; i < values->len; i++)
    {
      const Named *value = g_ptr_array_index (values, i);

      texts[i] = !were ? value->text : value->was != NULL ? value->was : "";
    }

  return texts;
}

static gboolean
write_job (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtOptionEdit *self = data;
  guint n = self->options->len;
  g_autofree VtOptionInput *inputs = g_new0 (VtOptionInput, n + 1);
  gboolean written;

  for (guint i = 0; i < n; i++)
    {
      const Named *option = get_option (self, i);

      inputs[i] = (VtOptionInput){ option->text, option->was, take_texts (option->values, FALSE),
                                   take_texts (option->values, TRUE) };
    }
  written = vt_product_set_options (db, self->product_id, inputs, n, self->complete, error);
  for (guint i = 0; i < n; i++)
    {
      g_free ((gpointer) inputs[i].values);
      g_free ((gpointer) inputs[i].were);
    }

  return written;
}

/**
 * vt_option_edit_write:
 * @self: (transfer full): options
 * @workspace: of the shop
 *
 * Writes the options and the variants that follow from them.
 */
void
vt_option_edit_write (VtOptionEdit *self, VtWorkspace *workspace)
{
  g_autofree char *label = g_strdup_printf (_ ("Edit options of %s"), self->title);

  vt_workspace_edit (workspace, label, NULL, write_job, self, vt_option_edit_free);
}
