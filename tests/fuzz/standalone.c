/* Feeds every file of the folders given to the target it is linked with, so that a corpus is an ordinary test for any
 * compiler. Each file is also cut in half: most parsers break at an early end. */
#include "fuzz.h"

#include <glib.h>

static gboolean
run_file (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) half = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &error))
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }

  LLVMFuzzerTestOneInput ((const uint8_t *) contents, length);

  /* A copy, for the sanitizer to see a read behind its end. */
  half = g_bytes_new (contents, length / 2);
  LLVMFuzzerTestOneInput (g_bytes_get_data (half, NULL), length / 2);
  return TRUE;
}

static gboolean
run_folder (const char *folder, guint *n_files)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  if (dir == NULL)
    {
      g_printerr ("%s\n", error->message);
      return FALSE;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!run_file (path))
        return FALSE;
      (*n_files)++;
    }
  return TRUE;
}

int
main (int argc, char **argv)
{
  guint n_files = 0;

  for (int i = 1; i < argc; i++)
    if (!run_folder (argv[i], &n_files))
      return 1;

  if (n_files == 0)
    {
      g_printerr ("No file to run: give the folder of a corpus, with at least one file in it\n");
      return 1;
    }
  g_print ("%u files\n", n_files);
  return 0;
}
