/* What a popup may not say. A popup may promise only what a shopper then gets; what is refused here names the law that
 * it would break where the shop is: in Brazil the Código de Defesa do Consumidor (Lei 8.078/1990), elsewhere the
 * directives of the European Union, whose rules most others share. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-private.h"

#include "promo/vt-discount-price.h"
#include "shop/vt-settings.h"
#include "shop/vt-translation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAYS_30       (G_GINT64_CONSTANT (30) * G_TIME_SPAN_DAY)
#define RAISED_MAX    200
#define WHOLE_PERCENT 10000

typedef enum
{
  LAW_TIME,   /* a time that is not limited is said to be */
  LAW_OFFER,  /* an advantage that there is not */
  LAW_PERCENT /* a reduction that is counted from another price than the lowest of 30 days */
} Law;

/* Words that say that time is short; folded as g_utf8_casefold() folds them. */
static const char *const hurrying[] = {
  "last chance",        "today only", "only today",   "ends today",      "limited time",  "last hours",
  "última chance",      "só hoje",    "somente hoje", "tempo limitado",  "últimas horas", "acaba hoje",
  "última oportunidad", "solo hoy",   "sólo hoy",     "tiempo limitado", "termina hoy",   "วันนี้เท่านั้น",
  "โอกาสสุดท้าย",         "เวลาจำกัด",
};

static gboolean
is_in_brazil (VtDb *db)
{
  g_autofree char *country = vt_setting_get (db, "shop.country", NULL);

  return g_strcmp0 (country, "BR") == 0;
}

static const char *
name_law (VtDb *db, Law law)
{
  switch (law)
    {
    case LAW_TIME:
      return is_in_brazil (db) ? "CDC, art. 37" : "Directive 2005/29/EC, annex I, no. 7";
    case LAW_PERCENT:
      return is_in_brazil (db) ? "CDC, art. 37; Decreto 5.903/2006" : "Directive 98/6/EC, art. 6a";
    case LAW_OFFER:
    default:
      return is_in_brazil (db) ? "CDC, arts. 30, 35" : "Directive 2005/29/EC, art. 6 (1) (d)";
    }
}

static gboolean
dishonest (VtDb *db, GError **error, Law law, const char *message)
{
  /* TRANSLATORS: what is wrong, then the law that it would break */
  g_set_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST, _ ("%s (%s)"), message, name_law (db, law));
  return FALSE;
}

static gboolean
check_discount_time (VtDb *db, const VtDiscount *discount, gint64 now_us, GError **error)
{
  switch (vt_discount_check_time (discount, now_us))
    {
    case VT_DISCOUNT_APPLIES:
      return TRUE;
    case VT_DISCOUNT_NOT_STARTED:
      return dishonest (db, error, LAW_OFFER,
                        _ ("The popup's discount has not started yet; change its start or wait for it"));
    case VT_DISCOUNT_ENDED:
      return dishonest (db, error, LAW_OFFER,
                        _ ("The popup's discount has ended; give it a later end or choose another one"));
    default:
      return dishonest (db, error, LAW_OFFER,
                        _ ("The popup's discount is a draft that shoppers cannot use; activate it first"));
    }
}

/* Whether another popup that is shown, or would be, gives the same discount without an end for each visitor. */
static gboolean
check_alone (VtDb *db, const VtPopup *self, GError **error)
{
  gint64 others = 0;

  if (vt_db_get (db, error, &others,
                 "SELECT count (*) FROM popup WHERE discount_id = ?1 AND id <> ?2 AND status = 'active' AND "
                 "evergreen_minutes = 0",
                 "ii", self->discount_id, self->id) != VT_STEP_ROW)
    return FALSE;

  return others == 0 || dishonest (db, error, LAW_TIME,
                                   _ ("Another popup gives the same discount without this end, so that the code "
                                      "outlives the countdown; choose another discount"));
}

static gboolean
check_end (VtDb *db, const VtPopup *self, const VtDiscount *discount, GError **error)
{
  if (self->evergreen_minutes > 0 && *discount->code == '\0')
    return dishonest (db, error, LAW_TIME,
                      _ ("The visitor's time would end, but the discount has no code that could end with it; give it "
                         "one"));
  if (self->evergreen_minutes > 0 && !self->countdown)
    return dishonest (db, error, LAW_TIME,
                      _ ("The code ends after the visitor's own time, and the popup does not say so; turn the "
                         "countdown on"));
  if (self->evergreen_minutes > 0)
    return check_alone (db, self, error);

  return !self->countdown || discount->ends_us != 0 ||
         dishonest (db, error, LAW_TIME,
                    _ ("The popup counts down, but its discount never ends; give the discount an end or turn the "
                       "countdown off"));
}

static VtDiscount *
load_discount (VtDb *db, const VtPopup *self, gint64 now_us, GError **error)
{
  VtDiscount *discount = vt_discount_load (db, self->discount_id, error);

  if (discount != NULL)
    vt_discount_note_times (db, discount, now_us);
  return discount;
}

static gboolean
check_promise (VtDb *db, const VtPopup *self, const VtDiscount *discount, GError **error)
{
  if (discount != NULL)
    return check_end (db, self, discount, error);

  return (!self->countdown && self->evergreen_minutes == 0) ||
         dishonest (db, error, LAW_TIME,
                    _ ("The countdown has nothing to count to; choose a discount that ends, or turn it off"));
}

/**
 * vt_popup_is_honest:
 * @db: a connection of this thread
 * @self: a popup
 * @now_us: UTC microseconds since 1970
 * @error: %VT_PROMO_ERROR_DISHONEST with the reason and the law, another #VtPromoError or a #VtDbError
 *
 * A popup may promise only what a shopper then gets: its discount is active and has not ended, and a countdown runs to
 * the end of that discount, or to an end of the visitor's own at which the code ends too, and to nothing else. (A
 * countdown to an offer that does not end is a misleading practice, Directive 2005/29/EC, annex I, number 7.)
 *
 * Returns: whether it may be shown
 */
gboolean
vt_popup_is_honest (VtDb *db, const VtPopup *self, gint64 now_us, GError **error)
{
  g_autoptr (VtDiscount) discount = NULL;

  if (self->discount_id == 0)
    return check_promise (db, self, NULL, error);

  discount = load_discount (db, self, now_us, error);
  return discount != NULL && check_discount_time (db, discount, now_us, error) &&
         check_promise (db, self, discount, error);
}

/* "15 %", "12,5%": basis points; -1 when there is none from @text on. @end is behind it. */
static gint64
find_percent (const char *text, const char **end)
{
  for (const char *c = text; *c != '\0'; c++)
    {
      gint64 points = 0;
      int decimals = -1;

      if (!g_ascii_isdigit (*c))
        continue;
      for (; g_ascii_isdigit (*c) || ((*c == '.' || *c == ',') && decimals < 0 && g_ascii_isdigit (c[1])); c++)
        {
          if (!g_ascii_isdigit (*c))
            decimals = 0;
          else if (decimals < 2 && points < WHOLE_PERCENT)
            {
              points = points * 10 + (*c - '0');
              decimals += decimals >= 0 ? 1 : 0;
            }
        }
      for (int i = MAX (decimals, 0); i < 2; i++)
        points *= 10;
      /* A space, a no-break space or a narrow one may stand between. */
      if (*c == ' ')
        c++;
      else if (g_str_has_prefix (c, "\xc2\xa0"))
        c += 2;
      else if (g_str_has_prefix (c, "\xe2\x80\xaf"))
        c += 3;
      *end = c + 1;
      if (*c == '%')
        return points;
      if (*c == '\0')
        return -1;
      c--;
    }

  return -1;
}

/* "100 % linen" is no reduction. */
static gboolean
check_percents (VtDb *db, const VtDiscount *discount, const char *text, GError **error)
{
  const char *rest = text;
  gint64 points;

  if (discount == NULL || discount->kind != VT_DISCOUNT_PERCENT)
    return TRUE;
  while ((points = find_percent (rest, &rest)) >= 0)
    if (points > discount->value && points != WHOLE_PERCENT)
      {
        g_autofree char *message =
            g_strdup_printf (_ ("The popup says %g %%, but its discount takes off %g %%; say what is so"),
                             (double) points / 100, (double) discount->value / 100);

        return dishonest (db, error, LAW_OFFER, message);
      }

  return TRUE;
}

static gboolean
hurries (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (hurrying); i++)
    if (strstr (folded, hurrying[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
check_text (VtDb *db, const VtPopup *self, const VtDiscount *discount, const char *text, GError **error)
{
  gboolean ends = (discount != NULL && discount->ends_us != 0) || self->evergreen_minutes > 0 ||
                  (self->discount_id == 0 && self->ends_us != 0);

  if (!ends && hurries (text))
    return dishonest (db, error, LAW_TIME,
                      _ ("The popup says that time is short, but what it offers never ends; give it an end or say "
                         "something else"));

  return check_percents (db, discount, text, error);
}

/* A title and whether there is one: of a product that the discount is on and that cost less within 30 days. */
static gboolean
find_raised (VtDb *db, const VtDiscount *discount, gint64 now_us, char **title, GError **error)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (
      db,
      "SELECT DISTINCT p.id, p.title, v.id FROM price_history h JOIN variant v ON v.id = h.variant_id "
      "JOIN product p ON p.id = v.product_id WHERE p.status = 'active' AND h.price_minor < v.price_minor "
      "AND coalesce ((SELECT min (n.since_us) FROM price_history n WHERE n.variant_id = h.variant_id "
      "AND n.since_us > h.since_us), ?1) > ?2 ORDER BY p.id, v.id LIMIT ?3",
      error);
  VtStep step;

  if (stmt == NULL || !vt_stmt_bind (stmt, error, "iii", now_us, now_us - DAYS_30, (gint64) RAISED_MAX))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    {
      g_autoptr (GArray) collections = vt_discount_read_collections (db, vt_stmt_get_int (stmt, 0), error);
      VtDiscountLine line = { .product_id = vt_stmt_get_int (stmt, 0),
                              .variant_id = vt_stmt_get_int (stmt, 2),
                              .quantity = 1 };

      if (collections == NULL)
        return FALSE;
      line.collections = (const gint64 *) (gconstpointer) collections->data;
      line.n_collections = collections->len;
      if (vt_discount_covers (discount, &line))
        {
          *title = vt_stmt_dup_text (stmt, 1);
          return TRUE;
        }
    }

  return step == VT_STEP_DONE;
}

static gboolean
check_prices (VtDb *db, const VtDiscount *discount, gint64 now_us, GError **error)
{
  g_autofree char *title = NULL;
  g_autofree char *message = NULL;

  if (discount == NULL || discount->kind != VT_DISCOUNT_PERCENT)
    return TRUE;
  if (!find_raised (db, discount, now_us, &title, error))
    return FALSE;
  if (title == NULL)
    return TRUE;

  message = g_strdup_printf (_ ("“%s” cost less within the last 30 days, and the percentage would be counted from the "
                                "higher price; wait, or lower the price first"),
                             title);
  return dishonest (db, error, LAW_PERCENT, message);
}

static gboolean
check_consent (VtDb *db, const VtPopup *self, GError **error)
{
  g_autofree char *country = NULL;
  const char *law;

  if (self->form != VT_POPUP_FORM_NEWSLETTER || *self->consent != '\0')
    return TRUE;

  country = vt_setting_get (db, "shop.country", NULL);
  if (g_strcmp0 (country, "BR") == 0)
    law = "LGPD, art. 8";
  else
    law = g_strcmp0 (country, "TH") == 0 ? "PDPA, s. 19" : "GDPR, art. 7";
  g_set_error (error, VT_PROMO_ERROR, VT_PROMO_ERROR_DISHONEST, _ ("%s (%s)"),
               _ ("The form asks for an e-mail address without saying what for; write what the shopper agrees to"),
               law);
  return FALSE;
}

/* What is promised in one language of the shop is promised. */
static gboolean
check_translations (VtDb *db, const VtPopup *self, const VtDiscount *discount, GError **error)
{
  g_autoptr (VtStmt) stmt =
      vt_db_prepare (db,
                     "SELECT value, language FROM translation WHERE field IN ('headline', 'body', 'accept_label') AND "
                     "(kind = 'popup' AND row_id = ?1 OR "
                     " kind = 'popup_variant' AND row_id IN (SELECT id FROM popup_variant WHERE popup_id = ?1))",
                     error);
  g_auto (GStrv) languages = stmt != NULL ? vt_language_list (db, error) : NULL;
  VtStep step;

  if (languages == NULL || !vt_stmt_bind (stmt, error, "i", self->id))
    return FALSE;
  while ((step = vt_stmt_step (stmt, error)) == VT_STEP_ROW)
    if (g_strv_contains ((const char *const *) languages, vt_stmt_get_text (stmt, 1)) &&
        !check_text (db, self, discount, vt_stmt_get_text (stmt, 0), error))
      return FALSE;

  return step == VT_STEP_DONE;
}

static gboolean
check_texts (VtDb *db, const VtPopup *self, const VtDiscount *discount, GError **error)
{
  g_autoptr (GPtrArray) variants = vt_popup_list_variants (db, self->id, error);

  if (variants == NULL || !check_text (db, self, discount, self->headline, error) ||
      !check_text (db, self, discount, self->body, error) ||
      !check_text (db, self, discount, self->accept_label, error))
    return FALSE;
  for (guint i = 0; i < variants->len; i++)
    {
      const VtPopupVariant *variant = g_ptr_array_index (variants, i);

      if (!check_text (db, self, discount, variant->headline, error) ||
          !check_text (db, self, discount, variant->body, error) ||
          !check_text (db, self, discount, variant->accept_label, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * vt_popup_check_claims:
 * @db: the shop's database: what prices were is known there alone
 * @self: a popup
 * @now_us: UTC microseconds since 1970
 * @error: %VT_PROMO_ERROR_DISHONEST with the reason and the law, another #VtPromoError or a #VtDbError
 *
 * Holds what a popup and its variants say, in every language of the shop, against what is so: a percentage is not above
 * that of the discount, and is not taken off a price that was lower within the last 30 days; time that is said to be
 * short is; and who is asked for an address is told what for.
 *
 * Returns: whether it may be published
 */
gboolean
vt_popup_check_claims (VtDb *db, const VtPopup *self, gint64 now_us, GError **error)
{
  g_autoptr (VtDiscount) discount = self->discount_id != 0 ? load_discount (db, self, now_us, error) : NULL;

  if (self->discount_id != 0 && discount == NULL)
    return FALSE;

  return check_promise (db, self, discount, error) && check_consent (db, self, error) &&
         check_texts (db, self, discount, error) && check_translations (db, self, discount, error) &&
         check_prices (db, discount, now_us, error);
}

/**
 * vt_popup_check_all:
 * @db: the shop's database
 * @now_us: UTC microseconds since 1970
 * @error: %VT_PROMO_ERROR_DISHONEST with the popup's name, the reason and the law, or a #VtDbError
 *
 * Looks at all popups that are on as vt_popup_check_claims() does. One whose discount has ended, or has not begun, is
 * shown to nobody and does no harm.
 *
 * Returns: whether they may be published
 */
gboolean
vt_popup_check_all (VtDb *db, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) popups = vt_popup_list (db, error);

  for (guint i = 0; popups != NULL && i < popups->len; i++)
    {
      const VtPopup *popup = g_ptr_array_index (popups, i);

      if (popup->active && !vt_popup_check_claims (db, popup, now_us, error))
        {
          /* TRANSLATORS: a popup's name before what is wrong with it */
          g_prefix_error (error, _ ("Popup “%s”: "), popup->name);
          return FALSE;
        }
    }

  return popups != NULL;
}

/**
 * vt_popup_is_evergreen:
 * @db: a connection of this thread
 * @discount_id: a discount's id
 * @evergreen: (out): whether its code works only with an end of each visitor's own
 * @error: a #VtDbError
 *
 * Returns: whether it was found out
 */
gboolean
vt_popup_is_evergreen (VtDb *db, gint64 discount_id, gboolean *evergreen, GError **error)
{
  gint64 count = 0;

  if (vt_db_get (db, error, &count,
                 "SELECT count (*) FROM popup WHERE discount_id = ?1 AND status = 'active' AND evergreen_minutes > 0",
                 "i", discount_id) != VT_STEP_ROW)
    return FALSE;

  *evergreen = count > 0;
  return TRUE;
}
