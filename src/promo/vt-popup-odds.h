#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is known of a share after so many tries: its Beta posterior, with every share equally likely before. */
typedef struct
{
  guint tries;
  guint yes;
  double chance; /* (out) that this one is the best of all; 0 to 1 */
  double likely; /* (out) the share that is expected */
  double least;  /* (out) it lies above this, and */
  double most;   /* (out) below this, with 95 % probability */
} VtPopupOdds;

/* From how many tries of each variant on, and from which chance on, a winner is named. */
#define VT_POPUP_ODDS_TRIES  100
#define VT_POPUP_ODDS_CHANCE 0.95

void vt_popup_odds (VtPopupOdds *odds, guint n);
int vt_popup_odds_winner (const VtPopupOdds *odds, guint n);

G_END_DECLS
