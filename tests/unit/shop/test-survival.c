/* A program that is killed at any moment loses nothing that it had told to be done, and leaves a shop that is whole.
 *
 * Each round runs this program again as the one that is killed: it works on a shop in a random way and tells each
 * step, once it is accepted, with a hash of all rows. A timer of its own ends it by SIGKILL. */
#include "shop-fixture.h"
#include "shop/vt-backup.h"
#include "shop/vt-bulk.h"
#include "shop/vt-media.h"
#include "shop/vt-verify.h"

#include "base/vt-file.h"
#include "base/vt-hash.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#define ROUNDS 45 /* the whole stack of each allocation is kept: a round takes ten times as long */
#else
#define ROUNDS 210
#endif
#define ROUNDS_A_SHOP     15
#define MAX_LIFE_US       40000
#define LIVES_PER_OPENING 16

static const char *program;

static char *
hash_shop (VtDb *db)
{
  g_autofree char *rows = dump_database (db, FALSE);

  return vt_sha256_data (rows, strlen (rows));
}

/* The program that is killed --------------------------------------------------------------------------------------- */

typedef struct
{
  VtShop *shop;
  const char *path;
  const char *folder; /* of backups */
  GRand *random;
  gint64 next_id;
} Worker;

static gboolean
import_job (VtDb *db, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  Worker *self = data;
  gint64 first = self->next_id;
  int n = g_rand_int_range (self->random, 1, 120);
  gint64 last = first + n - 1;

  self->next_id += n;
  if (!vt_db_run (db, error, "INSERT OR IGNORE INTO stock_place (id, name) VALUES (1, 'Main')", "") ||
      !vt_bulk_begin (db, error) ||
      !vt_db_run (
          db, error,
          "WITH RECURSIVE n (i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2) "
          "INSERT INTO product (id, handle, title, created_us, updated_us) SELECT i, 'p' || i, 'T', 0, 0 FROM n",
          "ii", first, last) ||
      !vt_db_run (db, error,
                  "INSERT INTO variant (id, product_id, position, price_minor) "
                  "SELECT id, id, 0, 100 FROM product WHERE id BETWEEN ?1 AND ?2",
                  "ii", first, last) ||
      !vt_db_run (db, error,
                  "INSERT INTO stock_movement (variant_id, id, place_id, delta, reason, at_us) "
                  "SELECT id, id, 1, 3, 'received', 0 FROM variant WHERE id BETWEEN ?1 AND ?2",
                  "ii", first, last))
    return FALSE;

  vt_bulk_added (db, "product", first, last);
  vt_bulk_added (db, "variant", first, last);
  vt_bulk_added (db, "stock_movement", first, last);
  return vt_bulk_end (db, error);
}

static gboolean
type_job (VtDb *db, gpointer text, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_db_run (db, error, "INSERT OR REPLACE INTO brand_token (name, value) VALUES ('typed', ?1)", "s", text);
}

static gboolean
media_job (VtDb *db, gpointer media, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return vt_media_add (db, media, error);
}

static void
add_picture (Worker *self)
{
  g_autofree char *svg = g_strdup_printf ("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"1\"/>",
                                          g_rand_int_range (self->random, 1, 1000));
  g_autoptr (GBytes) bytes = g_bytes_new (svg, strlen (svg));
  g_autoptr (VtMedia) media = vt_media_stage_bytes (self->path, bytes, "a.svg", NULL);

  if (media != NULL)
    vt_shop_write (self->shop, "Picture", NULL, media_job, media, NULL, NULL, NULL);
}

static void
make_backup (Worker *self)
{
  g_autofree char *path =
      vt_backup_make (self->path, self->folder, VT_BACKUP_ALWAYS, g_get_real_time (), NULL, NULL, NULL, NULL, NULL);

  if (path != NULL)
    printf ("backup %s\n", path);
}

static void
work_once (Worker *self)
{
  int n = g_rand_int_range (self->random, 0, 1000000);
  g_autofree char *edit = NULL;
  g_autofree char *text = NULL;
  g_autofree char *hash = NULL;

  switch (g_rand_int_range (self->random, 0, 10))
    {
    case 0:
    case 1:
      vt_shop_write (self->shop, "Import", NULL, import_job, self, NULL, NULL, NULL);
      break;
    case 2:
    case 3:
      vt_shop_undo (self->shop, NULL, NULL);
      break;
    case 4:
      vt_shop_redo (self->shop, NULL, NULL);
      break;
    case 5:
      make_backup (self);
      break;
    case 6:
      add_picture (self);
      break;
    case 7:
      text = g_strdup_printf ("%d", n);
      printf ("typing %s\n", text);
      fflush (stdout);
      vt_shop_write (self->shop, "Type", "typed", type_job, text, NULL, NULL, NULL);
      break;
    default:
      edit = g_strdup_printf ("UPDATE variant SET price_minor = %d WHERE id %% 3 = %d;"
                              "INSERT INTO page (id, handle, title, updated_us) VALUES (%d, '%d', 'P', 0)",
                              n, n % 3, n, n);
      vt_shop_write (self->shop, "Edit", NULL, sql_job, edit, NULL, NULL, NULL);
      break;
    }

  hash = hash_shop (vt_shop_get_reader (self->shop));
  printf ("accepted %s\n", hash);
  fflush (stdout);
}

static void
start_timer (gint64 us)
{
  struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGKILL };
  struct itimerspec span = { .it_value = { .tv_sec = us / G_USEC_PER_SEC, .tv_nsec = us % G_USEC_PER_SEC * 1000 } };
  timer_t timer;

  g_assert_cmpint (timer_create (CLOCK_MONOTONIC, &event, &timer), ==, 0);
  g_assert_cmpint (timer_settime (timer, 0, &span, NULL), ==, 0);
}

/* Arguments: the shop, the folder of backups, a number to draw from. It ends only by being killed. */
static void G_GNUC_NORETURN
work (char *argv[])
{
  guint32 seed = (guint32) g_ascii_strtoull (argv[2], NULL, 10);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  Worker self = { .path = argv[0], .folder = argv[1], .random = random, .next_id = (gint64) seed * 1000000 };
  double life = g_rand_double (random);
  gboolean while_opening = g_rand_int_range (random, 0, 8) == 0;
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  gint64 opened_us;

  if (while_opening)
    start_timer ((gint64) (life * MAX_LIFE_US / 8) + 1);
  self.shop = vt_shop_open (self.path, VT_SHOP_WRITE, &error);
  g_assert_no_error (error);

  /* A slow machine lives longer, so that it gets as far. */
  opened_us = g_get_monotonic_time () - began_us;
  if (!while_opening)
    start_timer ((gint64) (life * (double) MAX (MAX_LIFE_US, LIVES_PER_OPENING * opened_us)) + 1);

  for (;;)
    work_once (&self);
}

/* The one that looks after it -------------------------------------------------------------------------------------- */

typedef struct
{
  char *accepted; /* (owned) hash of the rows that were told last */
  char *typing;   /* (owned) (nullable) what was being typed since */
  GPtrArray *backups;
  guint n_accepted;
} Told;

static void
told_clear (Told *told)
{
  g_free (told->accepted);
  g_free (told->typing);
  g_ptr_array_unref (told->backups);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Told, told_clear)

/* The last line may have been cut off by the end. */
static void
take_line (Told *told, const char *line)
{
  if (g_str_has_prefix (line, "typing "))
    {
      g_free (told->typing);
      told->typing = g_strdup (line + strlen ("typing "));
    }
  else if (g_str_has_prefix (line, "backup "))
    g_ptr_array_add (told->backups, g_strdup (line + strlen ("backup ")));
  else if (g_str_has_prefix (line, "accepted ") && strlen (line) == strlen ("accepted ") + VT_SHA256_LENGTH)
    {
      g_free (told->accepted);
      told->accepted = g_strdup (line + strlen ("accepted "));
      g_clear_pointer (&told->typing, g_free);
      told->n_accepted++;
    }
}

static void
run_and_kill (const Fixture *self, const char *folder, guint seed, Told *told)
{
  g_autofree char *number = g_strdup_printf ("%u", seed);
  const char *const argv[] = { program, "--work", self->path, folder, number, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;
  g_auto (GStrv) lines = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);

  lines = g_strsplit (out, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++)
    take_line (told, lines[i]);
}

static void
assert_whole (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  vt_shop_verify (path, findings, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    if (!g_str_has_prefix (findings->pdata[i], "Information:"))
      g_error ("%s: %s", path, (char *) findings->pdata[i]);
}

static gboolean
is_as_told (Fixture *self, const Told *told)
{
  g_autofree char *hash = hash_shop (vt_shop_get_reader (self->shop));

  return g_str_equal (hash, told->accepted);
}

static gboolean
is_typed (VtDb *db, const char *text)
{
  g_autoptr (VtStmt) stmt = vt_db_prepare (db, "SELECT value FROM brand_token WHERE name = 'typed'", NULL);

  return vt_stmt_step (stmt, NULL) == VT_STEP_ROW && g_strcmp0 (vt_stmt_get_text (stmt, 0), text) == 0;
}

/* The shop is as it was told last, or one step on: the one that was going on. */
static void
assert_nothing_lost (Fixture *self, const Told *told)
{
  if (is_as_told (self, told) || (told->typing != NULL && is_typed (vt_shop_get_reader (self->shop), told->typing)))
    return;

  if (vt_shop_undo (self->shop, NULL, NULL))
    {
      if (is_as_told (self, told))
        return;
      vt_shop_redo (self->shop, NULL, NULL);
    }
  vt_shop_redo (self->shop, NULL, NULL);
  g_assert_true (is_as_told (self, told));
}

static void
assert_backups (const char *folder, const Told *told)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) backups = vt_backup_list (folder, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < told->backups->len; i++)
    g_assert_true (g_file_test (told->backups->pdata[i], G_FILE_TEST_IS_DIR));
  for (guint i = 0; i < MIN (backups->len, 2); i++)
    assert_whole (((VtBackup *) backups->pdata[i])->path);
}

static void
test_killed (Fixture *self, gconstpointer data G_GNUC_UNUSED)
{
  guint n_accepted = 0;

  for (guint round = 0; round < ROUNDS; round++)
    {
      g_autofree char *folder = g_build_filename (self->folder, "backups", NULL);
      g_auto (Told) told = { .backups = g_ptr_array_new_with_free_func (g_free) };

      if (round % ROUNDS_A_SHOP == 0 && round > 0)
        {
          fixture_tear_down (self, NULL);
          fixture_set_up (self, NULL);
          g_free (folder);
          folder = g_build_filename (self->folder, "backups", NULL);
        }
      told.accepted = hash_shop (vt_shop_get_reader (self->shop));
      g_clear_object (&self->shop);
      run_and_kill (self, folder, round + 1, &told);
      n_accepted += told.n_accepted;
      assert_whole (self->path);
      fixture_reopen (self);
      assert_nothing_lost (self, &told);
      assert_backups (folder, &told);
    }

  g_test_message ("%d kills survived, %u steps accepted", ROUNDS, n_accepted);
  g_assert_cmpuint (n_accepted, >, ROUNDS / 2);
}

int
main (int argc, char *argv[])
{
  if (argc == 5 && g_str_equal (argv[1], "--work"))
    work (argv + 2);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  fixture_add ("/survival/killed-at-any-moment", test_killed);

  return g_test_run ();
}
