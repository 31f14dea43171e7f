#define G_LOG_DOMAIN "vitrine"

#include "app/search/vt-search-desk.h"

#include "search/vt-search-rule.h"
#include "search/vt-search-signal-store.h"
#include "search/vt-search-spelling.h"
#include "search/vt-search-text.h"
#include "search/vt-shop-index.h"
#include "shop/vt-settings.h"

/* An index is made anew when the typing pauses; one that takes long to make, when it has paused longer. */
#define DELAY_MS     250
#define DELAY_FACTOR 3

/* One index: of the shop as it is, or of what is published. */
typedef struct
{
  char *language;
  gboolean live;
  VtShopIndex *index; /* (owned) */
} Slot;

/* What the threads share. */
typedef struct
{
  GMutex mutex;
  char *path;         /* (owned) of the shop */
  char *first;        /* (owned) (nullable) the language that the merchant's own search is in, once it is wanted */
  char *catalogue;    /* (owned) (nullable) of what is published */
  VtSnapshot *reader; /* (owned) (nullable) for rows; of the thread that holds the mutex */
  VtSnapshot *live;   /* (owned) (nullable) the same of the catalogue */
  GPtrArray *slots;   /* (owned) (element-type Slot) */
  gint64 cost_us;     /* of the last build of all slots */
} Shelf;

struct _VtSearchDesk
{
  GObject parent_instance;

  VtShop *shop;              /* (owned) */
  Shelf *shelf;              /* (owned) (atomic reference counted) */
  GCancellable *cancellable; /* (owned) cancelled in dispose */
  guint build_source;
  gboolean building;
  gboolean build_again;
};

typedef struct
{
  Shelf *shelf; /* (owned) */
  char *text;
  char *language;
  gboolean live;
  guint limit;
} Question;

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void build_soon (VtSearchDesk *self);

G_DEFINE_FINAL_TYPE (VtSearchDesk, vt_search_desk, G_TYPE_OBJECT)

/* Records ---------------------------------------------------------------------------------------------------------- */

/**
 * vt_search_finds_free:
 * @self: (nullable): what was found
 */
void
vt_search_finds_free (VtSearchFinds *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->product_ids, g_array_unref);
  g_free (self->corrected);
  g_free (self->dropped);
  g_free (self);
}

/**
 * vt_search_hit_free:
 * @self: (nullable): a result
 */
void
vt_search_hit_free (VtSearchHit *self)
{
  if (self == NULL)
    return;

  vt_product_row_free (self->row);
  g_free (self->title);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self);
}

/**
 * vt_search_reply_free:
 * @self: (nullable): a reply
 */
void
vt_search_reply_free (VtSearchReply *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_free (self->query);
  g_free (self->corrected);
  g_free (self->dropped);
  g_free (self->path);
  g_free (self);
}

/**
 * vt_search_check_free:
 * @self: (nullable): what became of a test
 */
void
vt_search_check_free (VtSearchCheck *self)
{
  if (self == NULL)
    return;

  vt_search_test_free (self->test);
  g_free (self->title);
  g_free (self);
}

/**
 * vt_search_check_passes:
 * @self: what became of a test
 *
 * Returns: whether the product stands where it must
 */
gboolean
vt_search_check_passes (const VtSearchCheck *self)
{
  return self->place > 0 && self->place <= self->test->within;
}

static void
slot_free (Slot *slot)
{
  vt_shop_index_free (slot->index);
  g_free (slot->language);
  g_free (slot);
}

static void
shelf_clear (gpointer data)
{
  Shelf *shelf = data;

  g_ptr_array_unref (shelf->slots);
  /* Whoever lets go last has them. */
  if (shelf->reader != NULL)
    vt_snapshot_adopt (shelf->reader);
  if (shelf->live != NULL)
    vt_snapshot_adopt (shelf->live);
  vt_snapshot_free (shelf->reader);
  vt_snapshot_free (shelf->live);
  g_free (shelf->catalogue);
  g_free (shelf->first);
  g_free (shelf->path);
  g_mutex_clear (&shelf->mutex);
}

static void
shelf_unref (gpointer shelf)
{
  g_atomic_rc_box_release_full (shelf, shelf_clear);
}

static void
question_free (Question *question)
{
  shelf_unref (question->shelf);
  g_free (question->text);
  g_free (question->language);
  g_free (question);
}

/* Building --------------------------------------------------------------------------------------------------------- */

static Slot *
find_slot (Shelf *shelf, const char *language, gboolean live)
{
  for (guint i = 0; i < shelf->slots->len; i++)
    {
      Slot *slot = g_ptr_array_index (shelf->slots, i);

      if (slot->live == live && g_str_equal (slot->language, language))
        return slot;
    }

  return NULL;
}

static char *
dup_catalogue (Shelf *shelf)
{
  char *catalogue;

  g_mutex_lock (&shelf->mutex);
  catalogue = g_strdup (shelf->catalogue);
  g_mutex_unlock (&shelf->mutex);
  return catalogue;
}

static VtSnapshot *
open_source (Shelf *shelf, gboolean live, const char *catalogue, GError **error)
{
  if (!live)
    return vt_snapshot_open_folder (shelf->path, error);

  return vt_snapshot_open_catalogue (catalogue != NULL ? catalogue : "", shelf->path, error);
}

/* Without the mutex: whoever asks meanwhile is answered from the index that is there. When something else was published
 * meanwhile, what was built is let go. */
static gboolean
build (Shelf *shelf, const char *language, gboolean live, GError **error)
{
  g_autofree char *catalogue = dup_catalogue (shelf);
  g_autoptr (VtSnapshot) snapshot = open_source (shelf, live, catalogue, error);
  VtShopIndex *index = snapshot != NULL ? vt_shop_index_new (vt_snapshot_get_db (snapshot), language, error) : NULL;
  Slot *slot;
  Slot *old;

  if (index == NULL)
    return FALSE;

  slot = g_new0 (Slot, 1);
  slot->language = g_strdup (language);
  slot->live = live;
  slot->index = index;

  g_mutex_lock (&shelf->mutex);
  old = find_slot (shelf, language, live);
  if (live && g_strcmp0 (catalogue, shelf->catalogue) != 0)
    slot_free (slot);
  else
    {
      if (old != NULL)
        g_ptr_array_remove_fast (shelf->slots, old);
      g_ptr_array_add (shelf->slots, slot);
    }
  g_mutex_unlock (&shelf->mutex);
  return TRUE;
}

/* Returns: with the mutex held: the index; NULL, without it, when there is none. */
static Slot *
take_slot (Shelf *shelf, const char *language, gboolean live, GError **error)
{
  for (;;)
    {
      Slot *slot;

      g_mutex_lock (&shelf->mutex);
      slot = find_slot (shelf, language, live);
      if (slot != NULL)
        return slot;
      g_mutex_unlock (&shelf->mutex);

      /* What is built may be gone before it is taken: publishing lets go of it. */
      if (!build (shelf, language, live, error))
        return NULL;
    }
}

static GStrv
list_languages (Shelf *shelf)
{
  g_autoptr (GStrvBuilder) languages = g_strv_builder_new ();

  g_mutex_lock (&shelf->mutex);
  for (guint i = 0; i < shelf->slots->len; i++)
    {
      const Slot *slot = g_ptr_array_index (shelf->slots, i);

      if (!slot->live)
        g_strv_builder_add (languages, slot->language);
    }
  g_mutex_unlock (&shelf->mutex);
  return g_strv_builder_end (languages);
}

static void
build_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Shelf *shelf = data;
  g_auto (GStrv) languages = list_languages (shelf);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; languages[i] != NULL; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, &error) || !build (shelf, languages[i], FALSE, &error))
      {
        g_task_return_error (task, g_steal_pointer (&error));
        return;
      }

  g_task_return_int (task, g_get_monotonic_time () - start_us);
}

static void
built_cb (GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer data)
{
  VtSearchDesk *self = VT_SEARCH_DESK (source);
  g_autoptr (GError) error = NULL;
  gint64 cost_us = g_task_propagate_int (G_TASK (result), &error);

  self->building = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    g_warning ("The search index is not made anew: %s", error->message);
  else
    self->shelf->cost_us = cost_us;
  g_signal_emit (self, signals[CHANGED], 0);
  if (self->build_again)
    build_soon (self);
}

static gboolean
build_cb (gpointer data)
{
  VtSearchDesk *self = data;
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, built_cb, NULL);

  self->build_source = 0;
  self->building = TRUE;
  self->build_again = FALSE;
  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->shelf), shelf_unref);
  g_task_run_in_thread (task, build_thread);
  return G_SOURCE_REMOVE;
}

static void
build_soon (VtSearchDesk *self)
{
  guint delay = (guint) MAX (DELAY_MS, self->shelf->cost_us * DELAY_FACTOR / 1000);

  self->build_again = self->building;
  if (self->building)
    return;

  g_clear_handle_id (&self->build_source, g_source_remove);
  self->build_source = g_timeout_add (delay, build_cb, self);
}

static gboolean
touches_any (VtChange *change, const char *const *tables)
{
  for (guint i = 0; tables[i] != NULL; i++)
    if (vt_change_touches (change, tables[i]))
      return TRUE;

  return FALSE;
}

static void
shop_changed_cb (VtSearchDesk *self, VtChange *change)
{
  static const char *const read[] = { "product",       "variant",      "product_tag",    "collection_product",
                                      "collection",    "product_fact", "search_synonym", "search_rule",
                                      "search_signal", "translation",  "photo",          NULL };
  static const char *const shown[] = { "stock_movement", "media", "search_test", NULL };

  if (touches_any (change, read))
    build_soon (self);
  else if (touches_any (change, shown))
    g_signal_emit (self, signals[CHANGED], 0);
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

/* With the mutex held. Returns: a connection to read rows with, of now. */
static VtDb *
take_reader (Shelf *shelf, gboolean live, GError **error)
{
  VtSnapshot **snapshot = live ? &shelf->live : &shelf->reader;

  if (*snapshot != NULL)
    {
      vt_snapshot_adopt (*snapshot);
      if (!vt_snapshot_refresh (*snapshot, error))
        return NULL;
    }
  else if (live)
    *snapshot = vt_snapshot_open_catalogue (shelf->catalogue, shelf->path, error);
  else
    *snapshot = vt_snapshot_open_folder (shelf->path, error);

  return *snapshot != NULL ? vt_snapshot_get_db (*snapshot) : NULL;
}

/* Returns: by how many per cent the merchant raised it. */
static int
tell_rules (VtSearchHit *hit, const VtSearchReply *reply, const char *typed, const char *language)
{
  g_autofree char *plain = vt_search_query_text (typed, NULL);
  const char *other = g_strcmp0 (plain, reply->query) != 0 ? reply->query : NULL;
  int percent = 0;

  for (guint i = 0; i < reply->rules->len; i++)
    {
      const VtSearchRule *rule = g_ptr_array_index (reply->rules, i);

      if (rule->product_id != hit->row->id ||
          (*rule->language != '\0' && g_ascii_strcasecmp (rule->language, language) != 0))
        continue;
      hit->ruled = TRUE;
      hit->pinned = hit->pinned || rule->kind == VT_SEARCH_RULE_PIN;
      percent = rule->kind == VT_SEARCH_RULE_BOOST ? rule->percent : percent;
      vt_search_reasons_add_rule (hit->reasons, rule, other);
    }

  return percent;
}

static VtSearchHit *
make_hit (VtProductRow *row, const VixIndex *index, const VixResult *result, guint32 document)
{
  VtSearchHit *hit = g_new0 (VtSearchHit, 1);
  VixText title = vix_index_title (index, document);

  hit->row = row;
  hit->live_place = -1;
  hit->title = g_strndup (title.text, title.length);
  hit->marks = vt_search_marks_new (index, result, hit->title);
  hit->reasons = vt_search_reasons_new ();
  vt_search_reasons_add (hit->reasons, index, result, document);
  return hit;
}

/* A product that was deleted since the index was made is passed over. */
static gboolean
add_hits (Slot *slot, VtDb *db, const Question *question, const VixResult *result, VtSearchReply *reply, GError **error)
{
  guint n = MIN (result->n_hits, result->n_found);
  g_autofree gint64 *ids = g_new (gint64, n + 1);
  g_autoptr (GPtrArray) rows = NULL;
  const VixIndex *index = vt_shop_index_get (slot->index);
  guint at = 0;

  for (guint i = 0; i < n; i++)
    ids[i] = vt_shop_index_get_product (slot->index, result->hits[i].document);
  rows = vt_product_list_rows (db, ids, n, error);
  if (rows == NULL)
    return FALSE;

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < n && at < rows->len; i++)
    {
      VtProductRow *row = g_ptr_array_index (rows, at);
      VtSearchSignal signal = { 0 };
      VtStep known;
      VtSearchHit *hit;

      if (row->id != ids[i])
        continue;
      known = vt_search_signal_find (db, question->text, row->id, &signal, NULL);
      hit = make_hit (row, index, result, result->hits[i].document);
      vt_search_reasons_add_shoppers (hit->reasons, index, result, result->hits[i].document,
                                      tell_rules (hit, reply, question->text, question->language),
                                      known == VT_STEP_ROW ? &signal : NULL);
      g_ptr_array_add (reply->hits, hit);
      at++;
    }
  return TRUE;
}

/* What is said about a query holds for it misspelt, too, unless something is said about that itself. */
static gboolean
list_rules (VtDb *db, const char *text, VtSearchReply *reply, GError **error)
{
  g_autofree char *meant = reply->corrected != NULL ? vt_search_query_text (reply->corrected, NULL) : NULL;

  reply->query = vt_search_query_text (text, NULL);
  reply->rules = vt_search_rule_list (db, reply->query != NULL ? reply->query : "", error);
  if (reply->rules == NULL || reply->rules->len > 0 || meant == NULL)
    return reply->rules != NULL;

  g_free (reply->query);
  reply->query = g_steal_pointer (&meant);
  g_ptr_array_unref (reply->rules);
  reply->rules = vt_search_rule_list (db, reply->query, error);
  return reply->rules != NULL;
}

static void
tell_words (Slot *slot, const Question *question, const VixResult *result, VtSearchReply *reply)
{
  const VixIndex *index = vt_shop_index_get (slot->index);

  reply->n_products = index->n_documents;
  reply->n_found = result->n_found;
  reply->corrected = vt_search_corrected_text (index, result, question->text);
  reply->dropped = vt_search_dropped_text (result, question->text);
  if (result->redirect.length > 0)
    reply->path = g_strndup (result->redirect.text, result->redirect.length);
}

/* With the mutex held. */
static VtSearchReply *
ask_slot (Shelf *shelf, Slot *slot, const Question *question, GError **error)
{
  const VtShopQuery query = { .text = question->text, .typing = TRUE, .limit = question->limit };
  g_autoptr (VtSearchReply) reply = g_new0 (VtSearchReply, 1);
  VtDb *db = take_reader (shelf, question->live, error);
  gint64 start_us = g_get_monotonic_time ();
  VixResult result = { 0 };

  if (db == NULL || !vt_shop_index_run (slot->index, &query, &result, error))
    return NULL;

  reply->elapsed_us = g_get_monotonic_time () - start_us;
  reply->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_search_hit_free);
  tell_words (slot, question, &result, reply);
  if (!list_rules (db, question->text, reply, error) || !add_hits (slot, db, question, &result, reply, error))
    return NULL;

  return g_steal_pointer (&reply);
}

/* Where the same products stand in what is published. */
static void
compare_live (Shelf *shelf, const Question *question, VtSearchReply *reply)
{
  g_autoptr (GError) error = NULL;
  Slot *slot = take_slot (shelf, question->language, TRUE, &error);
  g_autoptr (VtSearchAnswer) answer = NULL;

  if (slot == NULL)
    {
      g_info ("What is published is not compared: %s", error->message);
      return;
    }
  answer = vt_shop_index_ask (slot->index, question->text, TRUE);
  g_mutex_unlock (&shelf->mutex);

  for (guint i = 0; i < reply->hits->len; i++)
    {
      VtSearchHit *hit = g_ptr_array_index (reply->hits, i);

      hit->live_place = 0;
      for (guint j = 0; j < answer->product_ids->len && hit->live_place == 0; j++)
        if (g_array_index (answer->product_ids, gint64, j) == hit->row->id)
          hit->live_place = (int) j + 1;
    }
}

static gboolean
has_live (Shelf *shelf)
{
  gboolean has;

  g_mutex_lock (&shelf->mutex);
  has = shelf->catalogue != NULL;
  g_mutex_unlock (&shelf->mutex);
  return has;
}

static VtSearchReply *
ask (const Question *question, GError **error)
{
  Slot *slot = take_slot (question->shelf, question->language, question->live, error);
  VtSearchReply *reply;

  if (slot == NULL)
    return NULL;

  reply = ask_slot (question->shelf, slot, question, error);
  g_mutex_unlock (&question->shelf->mutex);
  if (reply != NULL && !question->live && has_live (question->shelf))
    compare_live (question->shelf, question, reply);
  return reply;
}

static void
ask_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  VtSearchReply *reply;

  /* Another key was pressed since: its question comes next. */
  if (g_task_return_error_if_cancelled (task))
    return;

  reply = ask (data, &error);
  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) vt_search_reply_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vt_search_desk_ask_async:
 * @self: a desk
 * @text: what a shopper wrote, valid UTF-8; the last word may be the beginning of one
 * @language: one of the shop's languages
 * @live: whether what is published is asked, and not the shop as it is
 * @limit: how many results are wanted
 * @cancellable: (nullable): gives the question up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks as a shopper would be answered, once what is there is published: drafts are not found. The first question in a
 * language makes its index.
 */
void
vt_search_desk_ask_async (VtSearchDesk *self,
                          const char *text,
                          const char *language,
                          gboolean live,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->shelf = g_atomic_rc_box_acquire (self->shelf);
  question->text = g_strdup (text);
  question->language = g_strdup (language);
  question->live = live;
  question->limit = limit;
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, ask_thread);
}

/**
 * vt_search_desk_ask_finish:
 * @self: a desk
 * @result: of vt_search_desk_ask_async()
 * @error: a #VtDbError, or that there is no memory
 *
 * Returns: (transfer full) (nullable): what was found
 */
VtSearchReply *
vt_search_desk_ask_finish (VtSearchDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The merchant's own search ---------------------------------------------------------------------------------------- */

static void
prepare_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  Shelf *shelf = data;
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  if (build (shelf, shelf->first, FALSE, &error))
    g_task_return_int (task, g_get_monotonic_time () - start_us);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vt_search_desk_prepare:
 * @self: a desk
 *
 * Sees to it that vt_search_desk_find() has an index, in the shop's first language. #VtSearchDesk::changed tells when
 * it has.
 */
void
vt_search_desk_prepare (VtSearchDesk *self)
{
  Shelf *shelf = self->shelf;
  g_autoptr (GTask) task = NULL;
  char *first;

  if (shelf->first != NULL || self->building)
    return;
  first = vt_setting_get (vt_shop_get_reader (self->shop), "shop.language", NULL);
  if (first == NULL)
    return;

  g_mutex_lock (&shelf->mutex);
  shelf->first = first;
  g_mutex_unlock (&shelf->mutex);
  self->building = TRUE;
  task = g_task_new (self, self->cancellable, built_cb, NULL);
  g_task_set_task_data (task, g_atomic_rc_box_acquire (shelf), shelf_unref);
  g_task_run_in_thread (task, prepare_thread);
}

/* The best in their order; those behind them as the index has them. A pin is for shoppers. */
static GArray *
list_found (Slot *slot, const VixResult *result)
{
  g_autoptr (GHashTable) left = g_hash_table_new (NULL, NULL);
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), result->n_found);

  for (guint i = 0; i < result->n_found; i++)
    g_hash_table_add (left, GUINT_TO_POINTER (result->found[i].document));
  for (guint pass = 0; pass < 2; pass++)
    {
      const VixHit *hits = pass == 0 ? result->hits : result->found;
      guint n = pass == 0 ? result->n_hits : result->n_found;

      for (guint i = 0; i < n; i++)
        if (g_hash_table_remove (left, GUINT_TO_POINTER (hits[i].document)))
          {
            gint64 id = vt_shop_index_get_product (slot->index, hits[i].document);

            g_array_append_val (ids, id);
          }
    }

  return ids;
}

/**
 * vt_search_desk_is_building:
 * @self: a desk
 *
 * Returns: whether an index is being made; #VtSearchDesk::changed tells when it is there
 */
gboolean
vt_search_desk_is_building (VtSearchDesk *self)
{
  return self->building;
}

/**
 * vt_search_desk_find:
 * @self: a desk
 * @text: what the merchant typed, valid UTF-8
 *
 * Any thread may ask; it waits for nothing but another question.
 *
 * Returns: (transfer full) (nullable): what the engine finds among all products; %NULL as long as there is no index
 */
VtSearchFinds *
vt_search_desk_find (VtSearchDesk *self, const char *text)
{
  const VtShopQuery query = { .text = text, .typing = TRUE, .hidden = TRUE };
  Shelf *shelf = self->shelf;
  VtSearchFinds *finds = NULL;
  VixResult result = { 0 };
  Slot *slot;

  g_mutex_lock (&shelf->mutex);
  slot = shelf->first != NULL ? find_slot (shelf, shelf->first, FALSE) : NULL;
  if (slot != NULL && vt_shop_index_run (slot->index, &query, &result, NULL))
    {
      finds = g_new0 (VtSearchFinds, 1);
      finds->product_ids = list_found (slot, &result);
      finds->corrected = vt_search_corrected_text (vt_shop_index_get (slot->index), &result, text);
      finds->dropped = vt_search_dropped_text (&result, text);
    }
  g_mutex_unlock (&shelf->mutex);
  return finds;
}

/* Tests ------------------------------------------------------------------------------------------------------------ */

static GPtrArray *
list_tests (Shelf *shelf, GError **error)
{
  VtDb *db;
  GPtrArray *tests;

  g_mutex_lock (&shelf->mutex);
  db = take_reader (shelf, FALSE, error);
  tests = db != NULL ? vt_search_test_list (db, error) : NULL;
  g_mutex_unlock (&shelf->mutex);
  return tests;
}

/* Takes @test. */
static VtSearchCheck *
check_one (Shelf *shelf, VtSearchTest *test, GError **error)
{
  VtSearchCheck *check = g_new0 (VtSearchCheck, 1);
  const Question question = { shelf, test->query, test->language, FALSE, (guint) test->within };
  Slot *slot = take_slot (shelf, test->language, FALSE, error);
  g_autoptr (VtSearchReply) reply = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  check->test = test;
  if (slot == NULL)
    {
      vt_search_check_free (check);
      return NULL;
    }

  reply = ask_slot (shelf, slot, &question, error);
  if (reply != NULL)
    rows = vt_product_list_rows (vt_snapshot_get_db (shelf->reader), &test->product_id, 1, error);
  g_mutex_unlock (&shelf->mutex);
  if (rows == NULL)
    {
      vt_search_check_free (check);
      return NULL;
    }

  check->title = rows->len > 0 ? g_strdup (((VtProductRow *) g_ptr_array_index (rows, 0))->title) : NULL;
  for (guint i = 0; i < reply->hits->len && check->place == 0; i++)
    if (((VtSearchHit *) g_ptr_array_index (reply->hits, i))->row->id == test->product_id)
      check->place = (int) i + 1;
  return check;
}

static void
check_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, GCancellable *cancellable)
{
  Shelf *shelf = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tests = list_tests (shelf, &error);
  g_autoptr (GPtrArray) checks = g_ptr_array_new_with_free_func ((GDestroyNotify) vt_search_check_free);

  for (guint i = 0; tests != NULL && error == NULL && i < tests->len; i++)
    {
      VtSearchTest *test = tests->pdata[i];
      VtSearchCheck *check = NULL;

      if (!g_cancellable_set_error_if_cancelled (cancellable, &error))
        {
          tests->pdata[i] = NULL;
          check = check_one (shelf, test, &error);
        }
      if (check != NULL)
        g_ptr_array_add (checks, check);
    }

  if (error == NULL)
    g_task_return_pointer (task, g_steal_pointer (&checks), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vt_search_desk_check_async:
 * @self: a desk
 * @cancellable: (nullable): gives it up
 * @callback: called on the main thread
 * @user_data: for @callback
 *
 * Asks all queries that must show something.
 */
void
vt_search_desk_check_async (VtSearchDesk *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_atomic_rc_box_acquire (self->shelf), shelf_unref);
  g_task_run_in_thread (task, check_thread);
}

/**
 * vt_search_desk_check_finish:
 * @self: a desk
 * @result: of vt_search_desk_check_async()
 * @error: a #VtDbError, or that there is no memory
 *
 * Returns: (transfer full) (nullable) (element-type VtSearchCheck): what became of each test
 */
GPtrArray *
vt_search_desk_check_finish (VtSearchDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Object ----------------------------------------------------------------------------------------------------------- */

static void
vt_search_desk_dispose (GObject *object)
{
  VtSearchDesk *self = VT_SEARCH_DESK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->build_source, g_source_remove);
  g_clear_object (&self->shop);

  G_OBJECT_CLASS (vt_search_desk_parent_class)->dispose (object);
}

static void
vt_search_desk_finalize (GObject *object)
{
  VtSearchDesk *self = VT_SEARCH_DESK (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shelf, shelf_unref);

  G_OBJECT_CLASS (vt_search_desk_parent_class)->finalize (object);
}

static void
vt_search_desk_class_init (VtSearchDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vt_search_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = vt_search_desk_finalize;

  signals[CHANGED] =
      g_signal_new ("changed", VT_TYPE_SEARCH_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vt_search_desk_init (VtSearchDesk *self)
{
  self->cancellable = g_cancellable_new ();
  self->shelf = g_atomic_rc_box_new0 (Shelf);
  g_mutex_init (&self->shelf->mutex);
  self->shelf->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) slot_free);
}

/**
 * vt_search_desk_new:
 * @shop: an open shop
 *
 * Returns: (transfer full): a desk without an index yet
 */
VtSearchDesk *
vt_search_desk_new (VtShop *shop)
{
  VtSearchDesk *self = g_object_new (VT_TYPE_SEARCH_DESK, NULL);

  self->shop = g_object_ref (shop);
  self->shelf->path = g_strdup (vt_shop_get_path (shop));
  g_signal_connect_object (shop, "changed", G_CALLBACK (shop_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * vt_search_desk_set_live:
 * @self: a desk
 * @catalogue: (nullable) (type filename): of what is published; %NULL when nothing is
 *
 * Says what the results are compared with.
 */
void
vt_search_desk_set_live (VtSearchDesk *self, const char *catalogue)
{
  Shelf *shelf = self->shelf;

  if (g_strcmp0 (shelf->catalogue, catalogue) == 0)
    return;

  g_mutex_lock (&shelf->mutex);
  g_free (shelf->catalogue);
  shelf->catalogue = g_strdup (catalogue);
  if (shelf->live != NULL)
    vt_snapshot_adopt (shelf->live);
  g_clear_pointer (&shelf->live, vt_snapshot_free);
  for (guint i = shelf->slots->len; i > 0; i--)
    if (((Slot *) g_ptr_array_index (shelf->slots, i - 1))->live)
      g_ptr_array_remove_index_fast (shelf->slots, i - 1);
  g_mutex_unlock (&shelf->mutex);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * vt_search_desk_has_live:
 * @self: a desk
 *
 * Returns: whether there is something published to compare with
 */
gboolean
vt_search_desk_has_live (VtSearchDesk *self)
{
  return self->shelf->catalogue != NULL;
}
