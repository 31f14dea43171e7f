/* Facts of the shop itself: one of them is one setting. */
#define G_LOG_DOMAIN "vitrine"

#include "app/settings/vt-record.h"

#include "content/vt-legal.h"
#include "shop/vt-settings.h"

#include <glib/gi18n.h>

typedef struct
{
  VtDb *db;    /* (unowned) of whoever loaded it */
  char *key;   /* (owned) (nullable) what was set */
  char *value; /* (owned) (nullable) */
} Setting;

static gpointer
load (VtDb *db, G_GNUC_UNUSED gint64 id, G_GNUC_UNUSED GError **error)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->db = db;
  return setting;
}

static void
release (gpointer record)
{
  Setting *setting = record;

  g_free (setting->key);
  g_free (setting->value);
  g_free (setting);
}

static gint64
get_id (G_GNUC_UNUSED gconstpointer record)
{
  return 1;
}

static char *
get (gconstpointer record, const char *field, G_GNUC_UNUSED const char *currency)
{
  const Setting *setting = record;
  char *value = vt_setting_get (setting->db, field, NULL);

  /* The shop counts unless it was told not to. */
  if (value != NULL && *value == '\0' && g_str_equal (field, "events.own"))
    {
      g_free (value);
      return g_strdup ("1");
    }

  return value != NULL ? value : g_strdup ("");
}

static gboolean
set (gpointer record,
     const char *field,
     const char *value,
     G_GNUC_UNUSED const char *currency,
     G_GNUC_UNUSED GError **error)
{
  Setting *setting = record;

  vt_record_take (&setting->key, field);
  vt_record_take (&setting->value, value);
  return TRUE;
}

/* Facts that the law asks for are checked by the rules of the shop's country, the others by their own. */
static gboolean
save (VtDb *db, gpointer record, GError **error)
{
  const Setting *setting = record;
  g_autofree char *value = g_strstrip (g_strdup (setting->value));

  if (g_str_equal (setting->key, "shop.name") && *value == '\0')
    return vt_record_invalid (error, _ ("A shop needs a name; type one"));

  return vt_legal_set (db, setting->key, value, error);
}

const VtRecordKind vt_record_setting = {
  .name = "setting",
  .edit = N_ ("Edit the settings"),
  .load = load,
  .release = release,
  .get_id = get_id,
  .get = get,
  .set = set,
  .save = save,
};
