/* The newsletter: asked for in a form, confirmed by the link of a letter, left by another. A link alone changes
 * nothing, because mail programs open links before people do: its page has a button. */
#define G_LOG_DOMAIN "vt-site"

#include "site/vt-newsletter-desk.h"

#include "promo/vt-discount-price.h"
#include "promo/vt-popup.h"
#include "site/vt-bag.h"
#include "site/vt-seo.h"

#include <string.h>

/* Which words the page has: "newsletter" and these. */
typedef struct
{
  guint status;
  const char *title;
  const char *text;
  gboolean form;        /* the address can be typed again */
  const char *wrong;    /* (nullable) what is wrong with the one that was typed */
  const char *sentence; /* (nullable) instead of text */
  const char *label;    /* (nullable) of a button that sends the page's own address */
  const char *source;   /* (nullable) of the form that a yes was asked by */
} Words;

static void
set_form (VtView *view, VtValue *newsletter, const Words *words)
{
  VtValue *form = vt_value_new_object (view->arena);
  const char *consent = vt_bag_form_value (view, "consent");
  const char *email = vt_bag_form_value (view, "email");
  const char *source = vt_bag_form_value (view, "source");

  vt_value_set_null (newsletter, "form");
  if (!words->form)
    return;

  vt_value_set_string (form, "email", strlen (email) < 300 ? email : "");
  vt_value_set_string (form, "error", words->wrong);
  vt_value_set_string (form, "source", *source != '\0' ? source : "page");
  vt_value_set_string (form, "page", *source != '\0' ? vt_bag_form_value (view, "page") : "/newsletter");
  if (*consent != '\0' && strlen (consent) < 4000)
    vt_value_set_string (form, "consent", consent);
  else
    vt_value_take_string (form, "consent", vt_model_fill (view, "newsletter_consent", "shop", view->name));
  vt_value_set (newsletter, "form", form);
}

static void
set_answer (VtView *view, VtValue *newsletter, const Words *words)
{
  VtValue *answer = vt_value_new_object (view->arena);

  vt_value_set_null (newsletter, "answer");
  if (words->label == NULL)
    return;

  vt_value_take_string (answer, "url", vt_view_path (view, view->path));
  vt_value_set_string (answer, "label", vt_model_string (view, words->label));
  vt_value_set (newsletter, "answer", answer);
}

/* The popup that asked, when it asks for addresses at all. It may have ended since: what it promised has not. */
static VtPopup *
find_popup (VtView *view, const char *source)
{
  g_autoptr (VtPopup) popup = NULL;
  gint64 id = 0;

  if (source == NULL || !g_str_has_prefix (source, VT_SUBSCRIPTION_OF_POPUP) ||
      !g_ascii_string_to_signed (source + strlen (VT_SUBSCRIPTION_OF_POPUP), 10, 1, G_MAXINT64, &id, NULL))
    return NULL;

  popup = vt_popup_load (view->db, id, NULL);
  return popup != NULL && popup->form == VT_POPUP_FORM_NEWSLETTER && popup->starts_us <= view->request->now_us
             ? g_steal_pointer (&popup)
             : NULL;
}

/* Whether a code that stands for everybody still takes something off. */
static gboolean
holds (VtView *view, const VtPopup *popup)
{
  g_autoptr (VtDiscount) discount = NULL;

  if (*popup->discount_code == '\0' || popup->evergreen_minutes > 0)
    return FALSE;

  discount = vt_discount_load (view->db, popup->discount_id, NULL);
  if (discount == NULL)
    return FALSE;

  vt_discount_note_times (view->db, discount, view->request->now_us);
  return vt_discount_check_time (discount, view->request->now_us) == VT_DISCOUNT_APPLIES;
}

/* What was promised in exchange: a code that the bag takes, an address to open. */
static void
set_gift (VtView *view, VtValue *newsletter, const Words *words)
{
  g_autoptr (VtPopup) popup = find_popup (view, words->source);
  gboolean gives_code = popup != NULL && holds (view, popup);
  VtValue *gift;

  vt_value_set_null (newsletter, "gift");
  if (popup == NULL || (!gives_code && *popup->target == '\0'))
    return;

  gift = vt_value_new_object (view->arena);
  vt_value_set_string (gift, "code", gives_code ? popup->discount_code : NULL);
  vt_value_take_string (gift, "url", *popup->target != '\0' ? vt_view_link (view, popup->target) : NULL);
  vt_value_set (newsletter, "gift", gift);
}

static VtSiteResponse *
show (VtView *view, const Words *words, GError **error)
{
  g_autofree char *path = vt_view_path (view, "/newsletter");
  const char *title = vt_model_string (view, words->title);
  VtSeo seo = { "contact", title, NULL, NULL, NULL, path, "website", { NULL, 0, 0, NULL, 0 }, FALSE, -1, TRUE };
  VtValue *newsletter = vt_value_new_object (view->arena);

  vt_value_set (view->model, "newsletter", newsletter);
  vt_value_set_string (newsletter, "title", title);
  vt_value_set_string (newsletter, "text",
                       words->sentence != NULL ? words->sentence : vt_model_string (view, words->text));
  set_form (view, newsletter, words);
  set_answer (view, newsletter, words);
  set_gift (view, newsletter, words);
  vt_seo_fill (view, &seo, NULL);

  return vt_view_render (view, "newsletter", words->status, error);
}

static JsonObject *
wish_from_form (VtView *view)
{
  static const char *const names[] = { "email", "consent", "source", "page", "website" };
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    json_object_set_string_member (object, names[i], vt_bag_form_value (view, names[i]));
  json_object_set_string_member (object, "language", view->language);
  return object;
}

/**
 * vt_view_newsletter:
 * @self: a view
 * @argument: not used
 * @error: a #VtDbError or #VtTemplateError
 *
 * Shows the form, or takes what one sent. What it answers tells nobody whether an address is known already.
 *
 * Returns: (transfer full) (nullable): the page
 */
VtSiteResponse *
vt_view_newsletter (VtView *self, G_GNUC_UNUSED const char *argument, GError **error)
{
  const Words asking = { 200, "newsletter", "newsletter_lead", TRUE, NULL, NULL, NULL, NULL };
  const Words taken = { 200, "newsletter_ask", "newsletter_ask_text", FALSE, NULL, NULL, NULL, NULL };
  g_autoptr (JsonObject) wish = NULL;
  g_autofree char *sentence = NULL;
  const char *field = NULL;
  guint status;

  if (strcmp (self->request->method, "POST") != 0)
    return show (self, &asking, error);

  wish = wish_from_form (self);
  status = vt_newsletter_desk_take (self, wish, &field, &sentence);
  if (status < 400)
    return show (self, &taken, error);

  return show (self,
               &(Words){ status, "newsletter", "newsletter_lead", TRUE,
                         g_strcmp0 (field, "email") == 0 ? sentence : NULL,
                         g_strcmp0 (field, "email") == 0 ? NULL : sentence, NULL, NULL },
               error);
}

static VtSiteResponse *
show_answered (VtView *view, VtSubscriptionAnswer answer, const Words *done, GError **error)
{
  const Words unknown = { 404, "newsletter_unknown", "newsletter_unknown_text", TRUE, NULL, NULL, NULL, NULL };
  const Words expired = { 410, "newsletter_again", "newsletter_again_text", TRUE, NULL, NULL, NULL, NULL };
  const Words failed = { 500, "newsletter_failed", "letter_failed", FALSE, NULL, NULL, NULL, NULL };

  switch (answer)
    {
    case VT_SUBSCRIPTION_DONE:
      return show (view, done, error);
    case VT_SUBSCRIPTION_EXPIRED:
      return show (view, &expired, error);
    case VT_SUBSCRIPTION_FAILED:
      return show (view, &failed, error);
    case VT_SUBSCRIPTION_UNKNOWN:
    default:
      return show (view, &unknown, error);
    }
}

static VtSubscriptionAnswer
ask_backend (VtView *view, VtSubscriptionAct act, const char *token, char **source)
{
  const VtSiteBackend *backend = view->backend;

  *source = NULL;
  return backend != NULL && backend->answer_subscription != NULL
             ? backend->answer_subscription (act, token, source, backend->data)
             : VT_SUBSCRIPTION_UNKNOWN;
}

static gboolean
is_sent (VtView *view)
{
  return strcmp (view->request->method, "POST") == 0;
}

/**
 * vt_view_newsletter_confirm:
 * @self: a view
 * @token: of the letter
 * @error: a #VtDbError or #VtTemplateError
 *
 * Asks once more, or takes the yes.
 *
 * Returns: (transfer full) (nullable): the page
 */
VtSiteResponse *
vt_view_newsletter_confirm (VtView *self, const char *token, GError **error)
{
  const Words asking = {
    200, "newsletter_confirm_title", "newsletter_confirm_text", FALSE, NULL, NULL, "newsletter_confirm", NULL
  };
  Words done = { 200, "newsletter_done", "newsletter_done_text", FALSE, NULL, NULL, NULL, NULL };

  g_autofree char *source = NULL;
  VtSubscriptionAnswer answer =
      ask_backend (self, is_sent (self) ? VT_SUBSCRIPTION_CONFIRM : VT_SUBSCRIPTION_LOOK, token, &source);

  done.source = source;
  return show_answered (self, answer, is_sent (self) ? &done : &asking, error);
}

/**
 * vt_view_newsletter_leave:
 * @self: a view
 * @token: of any letter
 * @error: a #VtDbError or #VtTemplateError
 *
 * Asks once more, or takes the no. A mail program may send it by itself (RFC 8058).
 *
 * Returns: (transfer full) (nullable): the page
 */
VtSiteResponse *
vt_view_newsletter_leave (VtView *self, const char *token, GError **error)
{
  const Words asking = { 200, "newsletter_leave_title", "newsletter_leave_text", FALSE, NULL, NULL, "newsletter_leave",
                         NULL };
  const Words done = { 200, "newsletter_left", "newsletter_left_text", FALSE, NULL, NULL, NULL, NULL };

  g_autofree char *source = NULL;
  VtSubscriptionAnswer answer =
      ask_backend (self, is_sent (self) ? VT_SUBSCRIPTION_LEAVE : VT_SUBSCRIPTION_LOOK_LEAVE, token, &source);

  return show_answered (self, answer, is_sent (self) ? &done : &asking, error);
}
