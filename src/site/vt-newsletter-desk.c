/* Takes what forms of the newsletter send, whichever page or popup they stand on. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-newsletter-desk.h"

#include "shop/vt-settings.h"

#define CREATED       201
#define UNPROCESSABLE 422
#define FAILED        500

/* A field that people do not see and machines fill in. What they send is answered as if it had arrived. */
#define TRAP "website"

static gboolean
is_trapped (JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, TRAP);
  gboolean filled = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING &&
                    *json_node_get_string (node) != '\0';

  if (node != NULL)
    json_object_remove_member (object, TRAP);
  return filled;
}

static char *
explain (VtView *view, const char *field, const GError *reason)
{
  return g_strcmp0 (field, "email") == 0 ? g_strdup (vt_model_string (view, "error_email"))
                                         : g_strdup (reason->message);
}

static gboolean
send (VtView *view, const VtSubscription *subscription, GError **error)
{
  const VtSiteBackend *backend = view->backend;
  g_autofree char *sender = vt_setting_get (view->db, "shop.email", error);
  g_autofree char *subject = vt_model_fill (view, "newsletter_subject", "shop", view->name);
  g_autofree char *body = vt_model_fill (view, "newsletter_letter", "shop", view->name);
  g_autofree char *confirm = vt_view_path (view, "/newsletter/confirm/");
  g_autofree char *leave = vt_view_path (view, "/newsletter/leave/");
  const VtSubscriptionLetter letter = { view->name, sender, subject, body, confirm, leave };

  if (sender == NULL)
    return FALSE;

  return backend == NULL || backend->subscribe == NULL ||
         backend->subscribe (subscription, &letter, backend->data, error);
}

/**
 * vt_newsletter_desk_take:
 * @view: a view
 * @object: its fields, as vt_subscription_from_request() reads them, and perhaps "website", which people leave empty
 * @field: (out): name of the field that cannot be; %NULL when it is none
 * @sentence: (out) (transfer full): why it was not taken, for the shopper
 *
 * Returns: an HTTP status: 201 when it was taken, else 422 or 500
 */
guint
vt_newsletter_desk_take (VtView *view, JsonObject *object, const char **field, char **sentence)
{
  gboolean trapped = is_trapped (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (VtSubscription) subscription = vt_subscription_from_request (object, view->request->now_us, field, &error);

  *sentence = NULL;
  if (subscription == NULL)
    {
      *sentence = explain (view, *field, error);
      return UNPROCESSABLE;
    }
  if (!trapped && !send (view, subscription, &error))
    {
      g_warning ("A subscription was not kept: %s", error->message);
      *sentence = g_strdup (vt_model_string (view, "letter_failed"));
      return FAILED;
    }

  return CREATED;
}
