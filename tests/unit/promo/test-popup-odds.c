#include "promo/vt-popup-odds.h"

#include <math.h>

static void
assert_near (double value, double expected, double within)
{
  g_assert_cmpfloat (fabs (value - expected), <, within);
}

/* Chances of two variants, by the closed form P (B > A) = Σ_{i < b.yes + 1} B (a₁ + i, a₀ + b₀) / ((b₀ + i) B (1 + i,
 * b₀) B (a₁, a₀)) (Evan Miller, "Formulas for Bayesian A/B testing", 2015), here by lgamma. */
static double
closed_form (guint a_tries, guint a_yes, guint b_tries, guint b_yes)
{
  double a1 = a_yes + 1.0, a0 = a_tries - a_yes + 1.0, b1 = b_yes + 1.0, b0 = b_tries - b_yes + 1.0;
  double sum = 0;

  for (double i = 0; i < b1; i++)
    sum += exp (lgamma (a1 + i) + lgamma (a0 + b0) - lgamma (a1 + i + a0 + b0) - log (b0 + i) -
                (lgamma (1 + i) + lgamma (b0) - lgamma (1 + i + b0)) - (lgamma (a1) + lgamma (a0) - lgamma (a1 + a0)));

  return sum;
}

static void
test_two (void)
{
  static const guint cases[][4] = {
    { 0, 0, 0, 0 },         { 1, 0, 1, 1 },    { 100, 10, 100, 20 },  { 1000, 100, 1000, 100 },
    { 1000, 31, 900, 45 },  { 50, 50, 50, 0 }, { 5000, 5, 5000, 15 }, { 100000, 3000, 100000, 3200 },
    { 10, 3, 20000, 5800 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      VtPopupOdds odds[] = { { .tries = cases[i][0], .yes = cases[i][1] },
                             { .tries = cases[i][2], .yes = cases[i][3] } };

      vt_popup_odds (odds, 2);
      assert_near (odds[1].chance, closed_form (cases[i][0], cases[i][1], cases[i][2], cases[i][3]), 0.001);
      assert_near (odds[0].chance + odds[1].chance, 1, 1e-9);
      g_assert_cmpfloat (odds[0].least, <=, odds[0].likely);
      g_assert_cmpfloat (odds[0].most, >=, odds[0].likely);
    }
}

static void
test_interval (void)
{
  /* Beta (1, 1) is flat; Beta (21, 81): R's qbeta (c (0.025, 0.975), 21, 81). */
  VtPopupOdds odds[] = { { .tries = 0, .yes = 0 }, { .tries = 100, .yes = 20 } };

  vt_popup_odds (odds, 2);
  assert_near (odds[0].least, 0.025, 0.001);
  assert_near (odds[0].most, 0.975, 0.001);
  assert_near (odds[1].likely, 21.0 / 102, 1e-9);
  assert_near (odds[1].least, 0.134, 0.002);
  assert_near (odds[1].most, 0.289, 0.002);
}

static void
test_winner (void)
{
  VtPopupOdds early[] = { { .tries = 99, .yes = 0 }, { .tries = 99, .yes = 90 } };
  VtPopupOdds clear[] = { { .tries = 400, .yes = 20 }, { .tries = 400, .yes = 60 }, { .tries = 400, .yes = 24 } };
  VtPopupOdds open[] = { { .tries = 400, .yes = 20 }, { .tries = 400, .yes = 22 } };
  VtPopupOdds alone[] = { { .tries = 400, .yes = 20 } };
  VtPopupOdds wrong[] = { { .tries = 3, .yes = 9 }, { .tries = 3, .yes = 0 } };

  vt_popup_odds (early, 2);
  vt_popup_odds (clear, 3);
  vt_popup_odds (open, 2);
  vt_popup_odds (alone, 1);
  vt_popup_odds (wrong, 2);
  g_assert_cmpint (vt_popup_odds_winner (early, 2), ==, -1);
  g_assert_cmpint (vt_popup_odds_winner (clear, 3), ==, 1);
  g_assert_cmpint (vt_popup_odds_winner (open, 2), ==, -1);
  g_assert_cmpint (vt_popup_odds_winner (alone, 1), ==, -1);
  assert_near (alone[0].chance, 1, 1e-9);
  g_assert_cmpuint (wrong[0].yes, ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/popup-odds/two", test_two);
  g_test_add_func ("/popup-odds/interval", test_interval);
  g_test_add_func ("/popup-odds/winner", test_winner);

  return g_test_run ();
}
