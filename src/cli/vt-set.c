#include "cli/vt-set.h"

#include "base/vt-clock.h"
#include "shop/vt-settings.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

static const VtSetKind *const kinds[] = {
  &vt_set_product, &vt_set_variant, &vt_set_collection, &vt_set_page,        &vt_set_post,
  &vt_set_live,    &vt_set_menu,    &vt_set_discount,   &vt_set_popup,       &vt_set_popup_variant,
  &vt_set_shop,    &vt_set_brand,   &vt_set_review,     &vt_set_section,     &vt_set_size_table,
  &vt_set_zone,    &vt_set_method,  &vt_set_rate,       &vt_set_tax,         &vt_set_payment,
  &vt_set_channel, &vt_set_hours,   &vt_set_synonym,    &vt_set_search_rule, &vt_set_search_test,
};

/* One thing and what becomes of it. */
typedef struct
{
  const VtSetKind *kind; /* (unowned) */
  const char *name;      /* (unowned) "" where the kind has none */
  GPtrArray *fields;     /* (owned) (element-type utf8) */
  GPtrArray *values;     /* (owned) (element-type utf8) unowned texts, beside fields */
  VtSetTarget target;
} Edit;

static void
edit_free (Edit *self)
{
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->values);
  g_free (self->target.title);
  g_clear_object (&self->target.product);
  g_free (self);
}

static const VtSetField *
find_field (const VtSetKind *kind, const char *name)
{
  for (const VtSetField *field = kind->fields; field != NULL && field->name != NULL; field++)
    if (strcmp (field->name, name) == 0)
      return field;

  return NULL;
}

/* Returns: (transfer full) (nullable): an edit without fields; what is wrong was told */
static Edit *
edit_new (VtCli *cli, const char *what)
{
  gsize length = strcspn (what, ":");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Edit *self = NULL;

      if (strlen (kinds[i]->name) != length || strncmp (kinds[i]->name, what, length) != 0 ||
          kinds[i]->is_named != (what[length] == ':'))
        continue;

      self = g_new0 (Edit, 1);
      self->kind = kinds[i];
      self->name = kinds[i]->is_named ? what + length + 1 : "";
      self->fields = g_ptr_array_new_with_free_func (g_free);
      self->values = g_ptr_array_new ();
      return self;
    }

  vt_cli_misused (cli, _ ("“%s” is nothing that can be edited"), what);
  return NULL;
}

static gboolean
add_assignment (VtCli *cli, Edit *edit, const char *text)
{
  const char *equals = strchr (text, '=');
  g_autofree char *field = g_strndup (text, (gsize) (equals - text));

  if (!g_utf8_validate (text, -1, NULL))
    {
      vt_cli_misused (cli, _ ("The value of “%s” is not UTF-8 text"), field);
      return FALSE;
    }
  if (find_field (edit->kind, field) == NULL &&
      (edit->kind->set_any == NULL || (edit->kind->knows != NULL && !edit->kind->knows (field))))
    {
      vt_cli_misused (cli, _ ("A %s has no field “%s”"), edit->kind->name, field);
      return FALSE;
    }

  g_ptr_array_add (edit->fields, g_steal_pointer (&field));
  g_ptr_array_add (edit->values, (gpointer) (equals + 1));
  return TRUE;
}

/* Returns: (transfer full) (nullable) (element-type Edit): what is wrong was told */
static GPtrArray *
parse_edits (VtCli *cli, char **arguments)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) edit_free);

  while (*arguments != NULL)
    {
      Edit *edit = edit_new (cli, *arguments++);

      if (edit == NULL)
        return NULL;
      g_ptr_array_add (edits, edit);

      for (; *arguments != NULL && strchr (*arguments, '=') != NULL; arguments++)
        if (!add_assignment (cli, edit, *arguments))
          return NULL;

      if (edit->fields->len == 0)
        {
          vt_cli_misused (cli, _ ("Expected FIELD=VALUE after “%s:%s”"), edit->kind->name, edit->name);
          return NULL;
        }
    }

  return g_steal_pointer (&edits);
}

static gboolean
set_field (Edit *edit, guint index, GError **error)
{
  const char *name = g_ptr_array_index (edit->fields, index);
  const char *value = g_ptr_array_index (edit->values, index);
  const VtSetField *field = find_field (edit->kind, name);
  gboolean done;

  if (field == NULL)
    done = edit->kind->set_any (&edit->target, name, value, error);
  else if (field->set_text != NULL)
    done = field->set_text (edit->target.db, edit->target.id, value, error);
  else
    done = field->set (&edit->target, value, error);

  if (!done)
    g_prefix_error (error, "%s: ", name);
  return done;
}

static gboolean
is_new (const Edit *edit)
{
  return edit->kind->create != NULL && strcmp (edit->name, "NEW") == 0;
}

static gboolean
create (Edit *edit, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < edit->fields->len; i++)
    g_hash_table_insert (values, g_ptr_array_index (edit->fields, i), g_ptr_array_index (edit->values, i));

  return edit->kind->create (&edit->target, values, error);
}

static gboolean
set_job (VtDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  GPtrArray *edits = data;

  for (guint i = 0; i < edits->len; i++)
    {
      Edit *edit = g_ptr_array_index (edits, i);

      edit->target.db = db;
      if (is_new (edit) && !create (edit, error))
        return FALSE;
      for (guint j = 0; j < edit->fields->len; j++)
        if (!set_field (edit, j, error))
          return FALSE;
    }

  return TRUE;
}

static char *
label_of (const GPtrArray *edits)
{
  const Edit *first = g_ptr_array_index (edits, 0);
  g_autofree char *fields = NULL;
  guint n = 0;

  for (guint i = 0; i < edits->len; i++)
    n += ((const Edit *) g_ptr_array_index (edits, i))->fields->len;
  if (edits->len > 1 || n > 3)
    return g_strdup_printf (ngettext ("Set %u value", "Set %u values", n), n);

  g_ptr_array_add (first->fields, NULL);
  fields = g_strjoinv (", ", (char **) first->fields->pdata);
  g_ptr_array_set_size (first->fields, (int) first->fields->len - 1);

  /* Translators: "Set price, title of Leather Sofa" */
  return g_strdup_printf (_ ("Set %s of %s"), fields, first->target.title);
}

static gboolean
find_targets (VtShop *shop, const GPtrArray *edits, const char *currency, GError **error)
{
  for (guint i = 0; i < edits->len; i++)
    {
      Edit *edit = g_ptr_array_index (edits, i);

      edit->target.db = vt_shop_get_reader (shop);
      edit->target.currency = currency;
      edit->target.folder = vt_shop_get_path (shop);
      edit->target.now_us = vt_clock_now_us (vt_clock_system ());
      if (is_new (edit))
        edit->target.title = g_strdup (edit->kind->name);
      else if (!edit->kind->find (&edit->target, edit->name, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
apply (VtShop *shop, GPtrArray *edits, GCancellable *cancellable, GError **error)
{
  g_autofree char *currency = vt_setting_get (vt_shop_get_reader (shop), "shop.currency", error);
  g_autofree char *label = NULL;
  gint64 entry = 0;

  if (currency == NULL || !find_targets (shop, edits, currency, error))
    return FALSE;

  label = label_of (edits);
  if (!vt_shop_write (shop, label, NULL, set_job, edits, cancellable, &entry, error))
    return FALSE;

  printf ("%s\n", entry != 0 ? label : _ ("Nothing to change: it is so already"));
  return TRUE;
}

/**
 * vt_set_run:
 * @cli: this run
 * @shop_path: (type filename): the shop
 * @assignments: (array zero-terminated=1): "product:orchid", then "price=29.90" and so on
 *
 * Edits as one step of undo, or not at all.
 *
 * Returns: the exit status
 */
int
vt_set_run (VtCli *cli, const char *shop_path, char **assignments)
{
  g_autoptr (GPtrArray) edits = parse_edits (cli, assignments);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtShop) shop = NULL;

  if (edits == NULL)
    return VT_CLI_USAGE;

  shop = vt_shop_open (shop_path, VT_SHOP_WRITE, &error);

  return vt_cli_end (shop != NULL && apply (shop, edits, cli->cancellable, &error), &error);
}
