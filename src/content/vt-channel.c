#define G_LOG_DOMAIN "vt-content"

#include "content/vt-channel-private.h"

#include "content/vt-content-error.h"
#include "content/vt-text-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define VALUE_MAX_CHARS 200
/* Longer addresses are cut by apps and servers. */
#define TEXT_MAX_CHARS 1000
#define HERE           "/contact"

/* One kind each. Sources of the addresses: WhatsApp “click to chat”, LINE Developers “LINE URL scheme”, Meta “m.me
 * links” and “ig.me links”, Telegram “deep links”; RFC 3966 (tel), RFC 6068 (mailto). */
static const struct
{
  const char *name;
  const char *word;    /* as people call it; marked for translation unless a proper name */
  const char *hint;    /* how its value looks */
  const char *shape;   /* (nullable) of the value as it is kept; NULL: none is needed */
  const char *address; /* what the value comes after */
  const char *text;    /* (nullable) what a text comes after; NULL: there is no way to send one along */
} kinds[] = {
  { "whatsapp", "WhatsApp", "+351 912 345 678", "^\\+[0-9 ().-]{8,24}$", "https://wa.me/", "?text=" },
  { "line", "LINE", "@casalume", "^@?[a-z0-9._-]{3,30}$", "https://line.me/R/ti/p/", NULL },
  { "messenger", "Messenger", "casalume", "^[A-Za-z0-9.]{3,50}$", "https://m.me/", NULL },
  { "instagram", "Instagram", "casalume", "^[a-z0-9._]{1,30}$", "https://ig.me/m/", NULL },
  { "telegram", "Telegram", "casalume", "^[A-Za-z0-9_]{4,32}$", "https://t.me/", "?text=" },
  { "facebook", "Facebook", "casalume", "^[A-Za-z0-9.]{3,50}$", "https://www.facebook.com/", NULL },
  { "tiktok", "TikTok", "casalume", "^[a-z0-9._]{2,24}$", "https://www.tiktok.com/@", NULL },
  { "phone", N_ ("Telephone"), "+351 220 000 000", "^\\+[0-9 ().-]{6,24}$", "tel:", NULL },
  { "email", N_ ("E-mail"), "ola@casalume.example", "^[^@\\s<>,;:\"]{1,64}@[^@\\s<>,;:\"]+\\.[^@\\s<>,;:\".]+$",
    "mailto:", "?body=" },
  { "form", N_ ("Message form"), "", NULL, HERE, NULL },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == VT_CHANNEL_N_KINDS);

/**
 * vt_channel_kind_to_string:
 * @kind: a kind
 *
 * Returns: (transfer none): its name: "whatsapp"
 */
const char *
vt_channel_kind_to_string (VtChannelKind kind)
{
  return kinds[kind].name;
}

/**
 * vt_channel_kind_from_string:
 * @text: (nullable): a name
 * @kind: (out): not set on failure
 *
 * Returns: whether there is such a kind
 */
gboolean
vt_channel_kind_from_string (const char *text, VtChannelKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (text, kinds[i].name) == 0)
      {
        *kind = (VtChannelKind) i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_channel_kind_name:
 * @kind: a kind
 *
 * Returns: (transfer none): what merchants call it, translated: "WhatsApp"
 */
const char *
vt_channel_kind_name (VtChannelKind kind)
{
  return _ (kinds[kind].word);
}

/**
 * vt_channel_kind_hint:
 * @kind: a kind
 *
 * Returns: (transfer none): how its value looks; "" when it has none
 */
const char *
vt_channel_kind_hint (VtChannelKind kind)
{
  return kinds[kind].hint;
}

/**
 * vt_channel_new:
 * @kind: a kind
 * @value: number, name or address there
 *
 * Returns: (transfer full): a channel that vt_channel_save() can make
 */
VtChannel *
vt_channel_new (VtChannelKind kind, const char *value)
{
  VtChannel *self = g_new0 (VtChannel, 1);

  self->kind = kind;
  self->value = g_strdup (value);
  self->label = g_strdup ("");

  return self;
}

/**
 * vt_channel_free:
 * @self: (nullable): a channel
 *
 * Frees the record.
 */
void
vt_channel_free (VtChannel *self)
{
  if (self == NULL)
    return;

  g_free (self->value);
  g_free (self->label);
  g_free (self);
}

static gboolean
is_number (VtChannelKind kind)
{
  return kind == VT_CHANNEL_WHATSAPP || kind == VT_CHANNEL_PHONE;
}

/* People paste the address of their page, or write @ before a name. */
static char *
take_name (VtChannelKind kind, char *text)
{
  g_autofree char *own = text;
  const char *name = own;

  if (is_number (kind) || kind == VT_CHANNEL_EMAIL)
    return g_steal_pointer (&own);
  if (g_str_has_prefix (own, "https://") || g_str_has_prefix (own, "http://"))
    {
      char *end = own + strcspn (own, "?#");

      while (end > own && end[-1] == '/')
        end--;
      *end = '\0';
      name = strrchr (own, '/') + 1;
    }
  if (*name == '@' && kind != VT_CHANNEL_LINE)
    name++;

  return kind == VT_CHANNEL_INSTAGRAM || kind == VT_CHANNEL_TIKTOK || kind == VT_CHANNEL_LINE
             ? g_ascii_strdown (name, -1)
             : g_strdup (name);
}

/* The value in the form it is kept in. */
char *
vt_channel_check_value (VtChannelKind kind, const char *value, GError **error)
{
  g_autofree char *line = vt_text_field (value, _ ("value"), VALUE_MAX_CHARS, VT_TEXT_FIELD_OPTIONAL, VT_CONTENT_ERROR,
                                         VT_CONTENT_ERROR_INVALID, error);
  g_autofree char *name = NULL;

  if (line == NULL)
    return NULL;
  if (kinds[kind].shape == NULL)
    return g_strdup ("");

  name = take_name (kind, g_steal_pointer (&line));
  if (g_regex_match_simple (kinds[kind].shape, name, G_REGEX_DOLLAR_ENDONLY, 0))
    return g_steal_pointer (&name);

  /* Translators: what somebody wrote; a service such as WhatsApp; an example */
  g_set_error (error, VT_CONTENT_ERROR, VT_CONTENT_ERROR_INVALID, _ ("“%s” cannot be reached by %s; write it like %s"),
               name, vt_channel_kind_name (kind), kinds[kind].hint);
  return NULL;
}

static char *
take_digits (const char *number)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = number; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);

  return g_string_free (digits, FALSE);
}

/* Adds @text as UTF-8 bytes in percent signs. */
static void
append_text (GString *url, const char *before, const char *text)
{
  g_autofree char *part = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), TEXT_MAX_CHARS));
  g_autofree char *escaped = g_uri_escape_string (part, NULL, FALSE);

  g_string_append_printf (url, "%s%s", before, escaped);
}

/**
 * vt_channel_url:
 * @self: a channel
 * @text: (nullable): what the shopper's message begins with; left out where a channel cannot take it, and cut after
 * 1000 characters
 *
 * Returns: (transfer full): the address that opens it, percent-encoded; of the form a path of the shop
 */
char *
vt_channel_url (const VtChannel *self, const char *text)
{
  g_autoptr (GString) url = g_string_new (kinds[self->kind].address);
  g_autofree char *digits = take_digits (self->value);
  g_autofree char *escaped = g_uri_escape_string (
      self->value, self->kind == VT_CHANNEL_EMAIL || self->kind == VT_CHANNEL_LINE ? "@" : NULL, FALSE);
  gboolean has_text = text != NULL && *text != '\0';

  /* An official account takes a text by another address. */
  if (self->kind == VT_CHANNEL_LINE && has_text && self->value[0] == '@')
    {
      g_string_assign (url, "https://line.me/R/oaMessage/%40");
      g_string_append (url, self->value + 1);
      append_text (url, "/?", text);
      return g_strdup (url->str);
    }

  if (self->kind == VT_CHANNEL_PHONE)
    g_string_append_c (url, '+');
  g_string_append (url, is_number (self->kind) ? digits : escaped);
  if (has_text && kinds[self->kind].text != NULL)
    append_text (url, kinds[self->kind].text, text);

  return g_strdup (url->str);
}
