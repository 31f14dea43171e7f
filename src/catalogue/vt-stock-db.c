#define G_LOG_DOMAIN "vt-catalogue"

/* Owner of stock_place and stock_movement: the ledger gets rows and never loses or changes one. stock_level is kept by
 * the schema's triggers. */

#include "catalogue/vt-stock.h"

#include "base/vt-clock.h"
#include "base/vt-id.h"
#include "catalogue/vt-catalogue-private.h"
#include "catalogue/vt-collection-rule.h"
#include "catalogue/vt-product-edit.h"

#include <glib/gi18n-lib.h>

/* More than any shop holds of one thing, and far from where sums could overflow. */
#define STOCK_MAX G_GINT64_CONSTANT (1000000000)

static gboolean
check_variant (VtDb *db, gint64 variant_id, GError **error)
{
  gint64 found = 0;

  return vt_catalogue_found (vt_db_get (db, error, &found, "SELECT id FROM variant WHERE id = ?1", "i", variant_id),
                             _ ("The variant is not in the shop any more"), error);
}

static gboolean
check_reason (const char *reason, GError **error)
{
  static const char *const reasons[] = { "received", "counted", "sold", "returned", "damaged", "moved", NULL };

  return (reason != NULL && g_strv_contains (reasons, reason)) ||
         vt_catalogue_invalid (error, _ ("“%s” is not a reason for a stock movement"), reason != NULL ? reason : "");
}

static gboolean
add_movement (VtDb *db,
              const char *uuid,
              gint64 variant_id,
              gint64 place_id,
              gint64 delta,
              const char *reason,
              const char *reference,
              const char *origin,
              gint64 at_us,
              GError **error)
{
  g_autofree char *line = vt_catalogue_check_line (reference, _ ("reference"), VT_TITLE_MAX_CHARS, FALSE, error);

  if (line == NULL || !check_reason (reason, error))
    return FALSE;
  if (delta > STOCK_MAX || delta < -STOCK_MAX)
    return vt_catalogue_invalid (error,
                                 _ ("A stock movement of more than a billion cannot be right; check the number"));

  if (!vt_db_run (
          db, error,
          "INSERT INTO stock_movement (id, uuid, variant_id, place_id, delta, reason, reference, origin, at_us) "
          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (uuid) WHERE uuid IS NOT NULL DO NOTHING",
          "isiiisssi", vt_id_new (), uuid, variant_id, place_id, delta, reason, line, origin, at_us))
    return FALSE;

  return vt_db_changes (db) == 0 || vt_collection_rules_update_variant (db, variant_id, vt_clock_now_us (NULL), error);
}

/**
 * vt_stock_default_place:
 * @db: the connection of a #VtShopJob
 * @place_id: (out): the first place where the shop keeps its stock; made when there is none
 * @error: a #VtDbError
 *
 * Returns: whether there is a place
 */
gboolean
vt_stock_default_place (VtDb *db, gint64 *place_id, GError **error)
{
  VtStep step =
      vt_db_get (db, error, place_id, "SELECT id FROM stock_place WHERE closed = 0 ORDER BY position, id LIMIT 1", "");

  if (step != VT_STEP_DONE)
    return step == VT_STEP_ROW;

  *place_id = vt_id_new ();
  return vt_db_run (db, error, "INSERT INTO stock_place (id, name) VALUES (?1, ?2)", "is", *place_id, _ ("Shop"));
}

/**
 * vt_stock_move:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @place_id: where; 0 for the default place
 * @delta: how many came (above 0) or went (below 0); not 0
 * @reason: "received", "counted", "sold", "returned", "damaged" or "moved"
 * @reference: (nullable): what it belongs to, such as an order's number
 * @at_us: when, UTC microseconds since 1970
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Adds a movement of this shop's own to the ledger.
 *
 * Returns: whether it was added
 */
gboolean
vt_stock_move (VtDb *db,
               gint64 variant_id,
               gint64 place_id,
               gint64 delta,
               const char *reason,
               const char *reference,
               gint64 at_us,
               GError **error)
{
  if (delta == 0)
    return vt_catalogue_invalid (error, _ ("A stock movement of 0 is none; type how many came or went"));
  if (!check_variant (db, variant_id, error) || (place_id == 0 && !vt_stock_default_place (db, &place_id, error)))
    return FALSE;

  return add_movement (db, NULL, variant_id, place_id, delta, reason, reference, "", at_us, error);
}

/**
 * vt_stock_count:
 * @db: the connection of a #VtShopJob
 * @variant_id: a variant
 * @place_id: where; 0 for the default place
 * @counted: how many are there, 0 or more
 * @at_us: when, UTC microseconds since 1970
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Writes the difference between what the ledger says and what was counted as a movement; nothing when they agree.
 *
 * Returns: whether the ledger agrees with the count now
 */
gboolean
vt_stock_count (VtDb *db, gint64 variant_id, gint64 place_id, gint64 counted, gint64 at_us, GError **error)
{
  gint64 on_hand = 0;

  if (counted < 0)
    return vt_catalogue_invalid (error, _ ("The stock counted is below zero"));
  if (!check_variant (db, variant_id, error) || (place_id == 0 && !vt_stock_default_place (db, &place_id, error)) ||
      vt_db_get (db, error, &on_hand, "SELECT on_hand FROM stock_level WHERE variant_id = ?1 AND place_id = ?2", "ii",
                 variant_id, place_id) == VT_STEP_ERROR)
    return FALSE;

  return counted == on_hand ||
         vt_stock_move (db, variant_id, place_id, counted - on_hand, "counted", NULL, at_us, error);
}

/**
 * vt_stock_take_over:
 * @db: a connection that writes
 * @uuid: the movement's own id, the same everywhere
 * @variant_id: a variant
 * @delta: how many came (above 0) or went (below 0)
 * @reason: as for vt_stock_move()
 * @reference: (nullable): such as an order's number
 * @origin: the host that it comes from, not ""
 * @at_us: when, UTC microseconds since 1970
 * @error: a #VtCatalogueError or #VtDbError
 *
 * Adds a host's movement to the ledger, once: one whose @uuid is there already changes nothing. A movement of a variant
 * that is not in the shop any more is passed over, as it must not hold up those that follow.
 *
 * Returns: whether the movement needs no further attention
 */
gboolean
vt_stock_take_over (VtDb *db,
                    const char *uuid,
                    gint64 variant_id,
                    gint64 delta,
                    const char *reason,
                    const char *reference,
                    const char *origin,
                    gint64 at_us,
                    GError **error)
{
  gint64 place_id = 0;
  gint64 found = 0;
  VtStep step;

  if (uuid == NULL || !g_uuid_string_is_valid (uuid))
    return vt_catalogue_invalid (error, _ ("The host sent a stock movement without a valid id"));
  if (delta == 0)
    return vt_catalogue_invalid (error, _ ("The host sent a stock movement of 0"));

  step = vt_db_get (db, error, &found, "SELECT id FROM variant WHERE id = ?1", "i", variant_id);
  if (step == VT_STEP_DONE)
    g_info ("Stock movement %s is of a variant that is not in the shop", uuid);
  if (step != VT_STEP_ROW)
    return step == VT_STEP_DONE;

  return vt_stock_default_place (db, &place_id, error) &&
         add_movement (db, uuid, variant_id, place_id, delta, reason, reference, origin, at_us, error);
}

/**
 * vt_stock_on_hand:
 * @db: a shop's database or a public catalogue
 * @variant_id: a variant
 * @on_hand: (out): the ledger's sum over all places; 0 when it has no movement
 * @error: a #VtDbError
 *
 * Returns: whether it could be read
 */
gboolean
vt_stock_on_hand (VtDb *db, gint64 variant_id, gint64 *on_hand, GError **error)
{
  *on_hand = 0;

  return vt_db_get (db, error, on_hand, "SELECT coalesce (sum (on_hand), 0) FROM stock_level WHERE variant_id = ?1",
                    "i", variant_id) == VT_STEP_ROW;
}
