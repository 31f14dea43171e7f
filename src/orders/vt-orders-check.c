/* What the records of this folder have in common on their way into a table. */

#define G_LOG_DOMAIN "vt-orders"

#include "orders/vt-orders-private.h"

#include "content/vt-text-field.h"
#include "orders/vt-country.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Returns: FALSE, with the message as error */
gboolean
vt_orders_invalid (GError **error, const char *message)
{
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, message);
  return FALSE;
}

/* Returns: FALSE, with the message as error */
gboolean
vt_orders_not_found (GError **error, const char *message)
{
  g_set_error_literal (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_NOT_FOUND, message);
  return FALSE;
}

static gboolean
take (char **text, const char *name, guint max_chars, VtTextFieldFlags flags, GError **error)
{
  char *own = vt_text_field (*text, name, max_chars, flags, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID, error);

  if (own == NULL)
    return FALSE;

  g_free (*text);
  *text = own;
  return TRUE;
}

/* Brings a text to the form it is kept in. */
gboolean
vt_orders_take_line (char **text, const char *name, guint max_chars, gboolean required, GError **error)
{
  return take (text, name, max_chars, required ? VT_TEXT_FIELD_REQUIRED : VT_TEXT_FIELD_OPTIONAL, error);
}

/* As vt_orders_take_line(), of several lines. */
gboolean
vt_orders_take_lines (char **text, const char *name, guint max_chars, GError **error)
{
  return take (text, name, max_chars, VT_TEXT_FIELD_LINES, error);
}

gboolean
vt_orders_check_countries (char **countries, gboolean everywhere, GError **error)
{
  for (guint i = 0; countries[i] != NULL; i++)
    if (!(everywhere && strcmp (countries[i], "*") == 0) && !vt_country_is_valid (countries[i]))
      {
        g_set_error (error, VT_ORDERS_ERROR, VT_ORDERS_ERROR_INVALID,
                     _ ("“%s” is not the code of a country; use two letters such as PT"), countries[i]);
        return FALSE;
      }

  return TRUE;
}

/* The items of a list with blanks between; none of them is empty. */
char **
vt_orders_split (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", " ,;\n\t", -1);
  GPtrArray *items = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_ptr_array_add (items, g_strdup (parts[i]));
  g_ptr_array_add (items, NULL);

  return (char **) g_ptr_array_free (items, FALSE);
}

char *
vt_orders_join (char *const *items)
{
  return items != NULL ? g_strjoinv (" ", (char **) items) : g_strdup ("");
}
