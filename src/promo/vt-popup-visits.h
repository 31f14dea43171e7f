#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define VT_POPUP_MADE_MAX 20000

/* Of which visits some are made up. Shares are percent. */
typedef struct
{
  guint n_visits; /* 1 to VT_POPUP_MADE_MAX */
  guint phones;
  guint returning;
  guint searching;           /* that come from a search engine */
  guint bags;                /* with something in the bag */
  gint64 from_us;            /* UTC microseconds since 1970 */
  guint days;                /* over how many they are spread, 1 to 400 */
  const char *language;      /* BCP 47 */
  const char *country;       /* ISO 3166-1 */
  const GArray *collections; /* (nullable) gint64: ids of the shop's */
  gint64 bag_minor;          /* what a bag is worth about, in minor units */
} VtPopupMix;

JsonArray *vt_popup_visits_make (const VtPopupMix *mix, guint32 seed);

G_END_DECLS
