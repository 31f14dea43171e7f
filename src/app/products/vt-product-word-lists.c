#define G_LOG_DOMAIN "vitrine"

#include "app/products/vt-product-word-lists.h"

#include "catalogue/vt-product-words.h"

#define N_KINDS 3
#define N_WORDS 2000

typedef struct
{
  char *folder;                  /* (owned) */
  char **words[N_KINDS];         /* (owned) (nullable) */
  VtSuggestions *lists[N_KINDS]; /* (owned) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  for (guint i = 0; i < N_KINDS; i++)
    {
      g_strfreev (reading->words[i]);
      g_object_unref (reading->lists[i]);
    }
  g_free (reading->folder);
  g_free (reading);
}

/* Without words, one merely types more. */
static void
read_thread (GTask *task, G_GNUC_UNUSED gpointer source, gpointer data, G_GNUC_UNUSED GCancellable *cancellable)
{
  static const VtWordsKind kinds[N_KINDS] = { VT_WORDS_VENDOR, VT_WORDS_TYPE, VT_WORDS_TAG };
  Reading *reading = data;
  g_autoptr (VtSnapshot) snapshot = vt_snapshot_open_folder (reading->folder, NULL);

  for (guint i = 0; i < N_KINDS && snapshot != NULL; i++)
    reading->words[i] = vt_product_words_list (vt_snapshot_get_db (snapshot), kinds[i], N_WORDS, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
read_cb (G_GNUC_UNUSED GObject *source, GAsyncResult *result, G_GNUC_UNUSED gpointer user_data)
{
  Reading *reading = g_task_get_task_data (G_TASK (result));

  for (guint i = 0; i < N_KINDS; i++)
    if (reading->words[i] != NULL)
      vt_suggestions_set_words (reading->lists[i], g_steal_pointer (&reading->words[i]));
}

/**
 * vt_product_word_lists_read:
 * @workspace: of the shop
 * @lists: what gets the words
 */
void
vt_product_word_lists_read (VtWorkspace *workspace, const VtProductWordLists *lists)
{
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, read_cb, NULL);

  reading->folder = g_strdup (vt_shop_get_path (vt_workspace_get_shop (workspace)));
  reading->lists[0] = g_object_ref (lists->vendors);
  reading->lists[1] = g_object_ref (lists->types);
  reading->lists[2] = g_object_ref (lists->tags);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_thread);
}
