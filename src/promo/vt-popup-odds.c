/* Which variant is better, and how sure that is. After y of t tries said yes, a share is distributed as
 * Beta (1 + y, 1 + t − y); the chance that one is the best is the integral of its density times the distributions of
 * the others. It is found on a grid that is fine where a density is high, so that it is the same at each run, which a
 * drawn sample would not be. (Gelman et al., Bayesian Data Analysis, 3rd ed., section 2.4.) */
#define G_LOG_DOMAIN "vt-promo"

#include "promo/vt-popup-odds.h"

#include <math.h>
#include <string.h>

/* Steps of the grid. With a hundred thousand tries a share of a half has a deviation of 0.0016: some 60 steps. */
#define STEPS 40000

#define LOW  0.025
#define HIGH 0.975

/* Fills the distribution at the end of each step from the density in its middle. */
static void
accumulate (const VtPopupOdds *odds, double *density, double *below)
{
  double a = 1 + (double) odds->yes;
  double b = 1 + (double) (odds->tries - odds->yes);
  double scale = lgamma (a + b) - lgamma (a) - lgamma (b);
  double sum = 0;

  for (guint i = 0; i < STEPS; i++)
    {
      double x = (i + 0.5) / STEPS;

      density[i] = exp (scale + (a - 1) * log (x) + (b - 1) * log1p (-x)) / STEPS;
      sum += density[i];
      below[i] = sum;
    }
  /* What the grid misses of 1. */
  for (guint i = 0; i < STEPS; i++)
    {
      density[i] /= sum;
      below[i] /= sum;
    }
}

static void
describe (VtPopupOdds *odds, const double *below)
{
  odds->likely = (1 + (double) odds->yes) / (2 + (double) odds->tries);
  odds->least = odds->most = 0;
  for (guint i = 0; i < STEPS; i++)
    {
      if (below[i] <= LOW)
        odds->least = (i + 1.0) / STEPS;
      if (below[i] <= HIGH)
        odds->most = (i + 1.0) / STEPS;
    }
}

/**
 * vt_popup_odds:
 * @odds: (array length=n) (inout): `tries` and `yes` of each variant, which get the rest; never more yes than tries
 * @n: how many there are, at least one
 *
 * Says of each how good it is and how likely it is to be the best. All chances together are 1.
 */
void
vt_popup_odds (VtPopupOdds *odds, guint n)
{
  g_autofree double *density = g_new (double, (gsize) n *STEPS);
  g_autofree double *below = g_new (double, (gsize) n *STEPS);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      odds[i].yes = MIN (odds[i].yes, odds[i].tries);
      accumulate (&odds[i], density + (gsize) i * STEPS, below + (gsize) i * STEPS);
      describe (&odds[i], below + (gsize) i * STEPS);
    }
  for (guint i = 0; i < n; i++)
    {
      odds[i].chance = 0;
      for (guint step = 0; step < STEPS; step++)
        {
          double best = density[(gsize) i * STEPS + step];

          /* In the middle of the step, where the density is. */
          for (guint j = 0; j < n && best > 0; j++)
            if (j != i)
              best *= below[(gsize) j * STEPS + step] - density[(gsize) j * STEPS + step] / 2;
          odds[i].chance += best;
        }
      sum += odds[i].chance;
    }
  for (guint i = 0; i < n; i++)
    odds[i].chance = sum > 0 ? odds[i].chance / sum : 1.0 / n;
}

/**
 * vt_popup_odds_winner:
 * @odds: (array length=n): as vt_popup_odds() left them
 * @n: how many there are
 *
 * Returns: index of the one that is the best with a chance of %VT_POPUP_ODDS_CHANCE or more, when all were tried
 * %VT_POPUP_ODDS_TRIES times; else -1: it is too early to say
 */
int
vt_popup_odds_winner (const VtPopupOdds *odds, guint n)
{
  int winner = -1;

  for (guint i = 0; i < n; i++)
    {
      if (odds[i].tries < VT_POPUP_ODDS_TRIES)
        return -1;
      if (odds[i].chance >= VT_POPUP_ODDS_CHANCE)
        winner = (int) i;
    }

  return n > 1 ? winner : -1;
}
