/* The words that the database and the browser have for a popup's settings. */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup.h"

static const char *const goals[] = { "leaving", "welcome", "newsletter", "announce", "cart", "stock", "age", "live" };
static const char *const layouts[] = { "centre", "corner", "bar", "full", "inline" };
static const char *const triggers[] = { "exit", "time", "scroll", "pages", "cart", "idle", "click" };
static const char *const phones[] = { "scroll-up", "back", "idle", "return", "none" };
static const char *const products_kinds[] = { "none", "target", "related", "suggested" };
static const char *const forms[] = { "none", "newsletter", "stock" };

static gboolean
find_word (const char *const *words, guint n, const char *text, guint *out)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (text, words[i]) == 0)
      {
        *out = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * vt_popup_goal_to_string:
 * @goal: a goal
 *
 * Returns: its name in the database
 */
const char *
vt_popup_goal_to_string (VtPopupGoal goal)
{
  return goals[goal];
}

/**
 * vt_popup_goal_from_string:
 * @text: (nullable): a name
 * @out: (out): what it names; left as it was when it names none
 *
 * Returns: whether there is one
 */
gboolean
vt_popup_goal_from_string (const char *text, VtPopupGoal *out)
{
  guint found;

  if (!find_word (goals, G_N_ELEMENTS (goals), text, &found))
    return FALSE;

  *out = (VtPopupGoal) found;
  return TRUE;
}

/**
 * vt_popup_layout_to_string:
 * @layout: a layout
 *
 * Returns: its name in the database
 */
const char *
vt_popup_layout_to_string (VtPopupLayout layout)
{
  return layouts[layout];
}

/**
 * vt_popup_layout_from_string:
 * @text: (nullable): a name
 * @out: (out): what it names; left as it was when it names none
 *
 * Returns: whether there is one
 */
gboolean
vt_popup_layout_from_string (const char *text, VtPopupLayout *out)
{
  guint found;

  if (!find_word (layouts, G_N_ELEMENTS (layouts), text, &found))
    return FALSE;

  *out = (VtPopupLayout) found;
  return TRUE;
}

/**
 * vt_popup_trigger_to_string:
 * @trigger: a trigger
 *
 * Returns: its name in the database
 */
const char *
vt_popup_trigger_to_string (VtPopupTrigger trigger)
{
  return triggers[trigger];
}

/**
 * vt_popup_trigger_from_string:
 * @text: (nullable): a name
 * @out: (out): what it names; left as it was when it names none
 *
 * Returns: whether there is one
 */
gboolean
vt_popup_trigger_from_string (const char *text, VtPopupTrigger *out)
{
  guint found;

  if (!find_word (triggers, G_N_ELEMENTS (triggers), text, &found))
    return FALSE;

  *out = (VtPopupTrigger) found;
  return TRUE;
}

/**
 * vt_popup_phone_to_string:
 * @phone: a touch screen's way of leaving
 *
 * Returns: its name in the database
 */
const char *
vt_popup_phone_to_string (VtPopupPhone phone)
{
  return phones[phone];
}

/**
 * vt_popup_phone_from_string:
 * @text: (nullable): a name
 * @out: (out): what it names; left as it was when it names none
 *
 * Returns: whether there is one
 */
gboolean
vt_popup_phone_from_string (const char *text, VtPopupPhone *out)
{
  guint found;

  if (!find_word (phones, G_N_ELEMENTS (phones), text, &found))
    return FALSE;

  *out = (VtPopupPhone) found;
  return TRUE;
}

/**
 * vt_popup_products_to_string:
 * @products: which products are shown
 *
 * Returns: its name in the database
 */
const char *
vt_popup_products_to_string (VtPopupProducts products)
{
  return products_kinds[products];
}

/**
 * vt_popup_products_from_string:
 * @text: (nullable): a name
 * @out: (out): what it names; left as it was when it names none
 *
 * Returns: whether there is one
 */
gboolean
vt_popup_products_from_string (const char *text, VtPopupProducts *out)
{
  guint found;

  if (!find_word (products_kinds, G_N_ELEMENTS (products_kinds), text, &found))
    return FALSE;

  *out = (VtPopupProducts) found;
  return TRUE;
}

/**
 * vt_popup_form_to_string:
 * @form: a form
 *
 * Returns: its name in the database
 */
const char *
vt_popup_form_to_string (VtPopupForm form)
{
  return forms[form];
}

/**
 * vt_popup_form_from_string:
 * @text: (nullable): a name
 * @out: (out): what it names; left as it was when it names none
 *
 * Returns: whether there is one
 */
gboolean
vt_popup_form_from_string (const char *text, VtPopupForm *out)
{
  guint found;

  if (!find_word (forms, G_N_ELEMENTS (forms), text, &found))
    return FALSE;

  *out = (VtPopupForm) found;
  return TRUE;
}
