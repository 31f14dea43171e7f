#define G_LOG_DOMAIN "vitrine"

#include "app/promo/vt-promo-edit.h"

#include "base/vt-json.h"
#include "shop/vt-settings.h"

#define MAX_AUDIENCE 16384

/**
 * vt_promo_edit_new:
 * @id: of the popup or the discount
 * @first: see the job
 * @second: see the job
 *
 * Returns: (transfer full): an edit of numbers
 */
VtPromoEdit *
vt_promo_edit_new (gint64 id, gint64 first, gint64 second)
{
  VtPromoEdit *self = g_new0 (VtPromoEdit, 1);

  self->id = id;
  self->first = first;
  self->second = second;
  return self;
}

/**
 * vt_promo_edit_new_number:
 * @id: of the popup or the discount
 * @set_number: the function that sets the number
 * @number: what it is going to be
 *
 * Returns: (transfer full): an edit for vt_promo_edit_number()
 */
VtPromoEdit *
vt_promo_edit_new_number (gint64 id, VtPromoSetNumber set_number, gint64 number)
{
  VtPromoEdit *self = vt_promo_edit_new (id, number, 0);

  self->set_number = set_number;
  return self;
}

/**
 * vt_promo_edit_new_text:
 * @id: of the popup or the discount
 * @set_text: the function that sets the text
 * @text: what it is going to be
 *
 * Returns: (transfer full): an edit for vt_promo_edit_text()
 */
VtPromoEdit *
vt_promo_edit_new_text (gint64 id, VtPromoSetText set_text, const char *text)
{
  VtPromoEdit *self = vt_promo_edit_new (id, 0, 0);

  self->set_text = set_text;
  self->text = g_strdup (text);
  return self;
}

/**
 * vt_promo_edit_new_picture:
 * @id: of the popup
 * @sha256: (nullable): the picture; %NULL for none
 * @alt: (nullable): what it shows, in words
 * @media: (transfer full) (nullable): the staged file of @sha256 when it is new
 *
 * Returns: (transfer full): an edit for vt_promo_edit_picture()
 */
VtPromoEdit *
vt_promo_edit_new_picture (gint64 id, const char *sha256, const char *alt, VtMedia *media)
{
  VtPromoEdit *self = vt_promo_edit_new_text (id, NULL, sha256);

  self->alt = g_strdup (alt);
  self->media = media;
  return self;
}

/**
 * vt_promo_edit_new_setting:
 * @key: a setting of the shop
 * @value: what it is going to be
 *
 * Returns: (transfer full): an edit for vt_promo_edit_setting()
 */
VtPromoEdit *
vt_promo_edit_new_setting (const char *key, const char *value)
{
  VtPromoEdit *self = vt_promo_edit_new_text (0, NULL, value);

  self->alt = g_strdup (key);
  return self;
}

/**
 * vt_promo_edit_new_audience:
 * @id: of the popup
 * @member: of its audience, as for vt_popup_audience_check()
 * @value: (transfer full) (nullable): what it is going to be; %NULL for none
 *
 * Returns: (transfer full): an edit for vt_promo_edit_audience()
 */
VtPromoEdit *
vt_promo_edit_new_audience (gint64 id, const char *member, JsonNode *value)
{
  VtPromoEdit *self = vt_promo_edit_new_text (id, NULL, member);

  self->node = value;
  return self;
}

/**
 * vt_promo_edit_free:
 * @self: (nullable): an edit
 *
 * Frees it.
 */
void
vt_promo_edit_free (VtPromoEdit *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->alt);
  g_clear_pointer (&self->node, json_node_unref);
  vt_media_free (self->media);
  g_free (self);
}

/**
 * vt_promo_edit_number:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: a number of whatever its function sets
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_number (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return self->set_number (db, self->id, self->first, error);
}

/**
 * vt_promo_edit_text:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: a text of whatever its function sets
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_text (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return self->set_text (db, self->id, self->text, error);
}

/**
 * vt_promo_edit_picture:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: the picture of a popup, its SHA-256 as text
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_picture (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  if (self->media != NULL && !vt_media_add (db, self->media, error))
    return FALSE;

  return vt_popup_set_picture (db, self->id, self->text, self->alt, error);
}

/**
 * vt_promo_edit_active:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: first: whether shoppers see the popup; second: the time, UTC microseconds
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_active (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_popup_set_active (db, self->id, self->first != 0, self->second, error);
}

/**
 * vt_promo_edit_countdown:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: first: whether the popup counts down; second: the minutes that each visitor has, 0: until the
 *   discount ends
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_countdown (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_popup_set_countdown (db, self->id, self->first != 0, error) &&
         vt_popup_set_evergreen (db, self->id, (int) self->second, error);
}

/**
 * vt_promo_edit_trigger:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: first: a #VtPopupTrigger; second: its value
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_trigger (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_popup_set_trigger (db, self->id, (VtPopupTrigger) self->first, (int) self->second, error);
}

/**
 * vt_promo_edit_quiet_days:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: first: how long the popup stays away
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_quiet_days (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_popup_set_quiet_days (db, self->id, (int) self->first, error);
}

/**
 * vt_promo_edit_discount:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: first: the discount of the popup; 0 for none, and then it counts down to nothing
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_discount (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  if (!vt_popup_set_discount (db, self->id, self->first, error))
    return FALSE;

  return self->first != 0 || vt_popup_set_countdown (db, self->id, FALSE, error);
}

/**
 * vt_promo_edit_delete:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: the popup to delete
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_delete (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_popup_delete (db, self->id, error);
}

/**
 * vt_promo_edit_copy:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: the popup to copy; first gets the id of the copy
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it was made
 */
gboolean
vt_promo_edit_copy (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  VtPromoEdit *self = data;

  return vt_popup_copy (db, self->id, &self->first, error);
}

/**
 * vt_promo_edit_variant_picture:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: the picture of a popup's variant, its SHA-256 as text
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_variant_picture (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  if (self->media != NULL && !vt_media_add (db, self->media, error))
    return FALSE;

  return vt_popup_variant_set_picture (db, self->id, self->text, self->alt, error);
}

/**
 * vt_promo_edit_popup_period:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: of a popup; first and second: start and end, UTC microseconds
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_popup_period (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_popup_set_period (db, self->id, self->first, self->second, error);
}

/**
 * vt_promo_edit_audience:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: one member of who sees the popup; the others stay as the shop holds them
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_audience (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;
  g_autoptr (VtPopup) popup = vt_popup_load (db, self->id, error);
  g_autoptr (JsonNode) before = popup != NULL ? vt_json_parse (popup->audience, -1, MAX_AUDIENCE, 3, error) : NULL;
  g_autoptr (JsonNode) after = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (GList) members = NULL;
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();

  json_node_take_object (after, object);
  if (before == NULL)
    return FALSE;

  members = json_object_get_members (json_node_get_object (before));
  for (GList *member = members; member != NULL; member = member->next)
    json_object_set_member (object, member->data, json_object_dup_member (json_node_get_object (before), member->data));
  if (self->node != NULL)
    json_object_set_member (object, self->text, json_node_copy (self->node));
  else
    json_object_remove_member (object, self->text);
  text = vt_json_to_string (after, FALSE);
  return vt_popup_set_audience (db, self->id, text, error);
}

/**
 * vt_promo_edit_setting:
 * @db: the connection that writes
 * @data: a #VtPromoEdit of vt_promo_edit_new_setting()
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtSettingsError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_setting (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_setting_set (db, self->alt, self->text, error);
}

/**
 * vt_promo_edit_value:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: of a discount; first: a #VtDiscountKind; second: its value
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_value (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_discount_set_value (db, self->id, (VtDiscountKind) self->first, self->second, error);
}

/**
 * vt_promo_edit_minimum:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: of a discount; first: minor units
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_minimum (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_discount_set_minimum (db, self->id, self->first, error);
}

/**
 * vt_promo_edit_period:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: of a discount; first and second: start and end, UTC microseconds
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_period (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_discount_set_period (db, self->id, self->first, self->second, error);
}

/**
 * vt_promo_edit_usable:
 * @db: the connection that writes
 * @data: a #VtPromoEdit: of a discount; first: whether shoppers can use it
 * @cancellable: (nullable): unused, it is over in no time
 * @error: a #VtPromoError or #VtDbError
 *
 * A #VtShopJob.
 *
 * Returns: whether it is so now
 */
gboolean
vt_promo_edit_usable (VtDb *db, gpointer data, G_GNUC_UNUSED GCancellable *cancellable, GError **error)
{
  const VtPromoEdit *self = data;

  return vt_discount_set_active (db, self->id, self->first != 0, error);
}
