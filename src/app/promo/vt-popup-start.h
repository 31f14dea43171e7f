#pragma once

#include "promo/vt-popup.h"

G_BEGIN_DECLS

/* What a new popup starts from. All are drafts, and none promises what is not so. */
typedef enum
{
  VT_POPUP_START_EMPTY,   /* nothing but a name */
  VT_POPUP_START_LEAVING, /* a code for whoever is about to leave */
  VT_POPUP_START_ENDING,  /* an offer that really ends, with its countdown */
  VT_POPUP_START_NEWS,    /* a sentence, no discount */
  VT_POPUP_START_LETTER,  /* a code for whoever subscribes to the newsletter */
  VT_POPUP_START_GOAL     /* what its goal proposes */
} VtPopupStart;

typedef struct
{
  VtPopupStart start;
  VtPopupGoal goal;   /* of VT_POPUP_START_GOAL */
  gint64 ends_us;     /* when the offer of VT_POPUP_START_ENDING ends */
  gint64 popup_id;    /* (out) the new popup */
  gint64 discount_id; /* (out) its discount */
} VtPopupStartJob;

/* The starting points that a merchant chooses from. */
guint vt_popup_start_count (void);
const char *vt_popup_start_title (guint index);
const char *vt_popup_start_subtitle (guint index);
void vt_popup_start_prepare (guint index, gint64 ends_us, VtPopupStartJob *job);

gboolean vt_popup_start (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);
gboolean vt_popup_start_discount (VtDb *db, gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
