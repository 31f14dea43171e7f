#include <glib.h>
#include <string.h>

#include "search/engine/vix-sound.h"

typedef struct
{
  VixLanguage language;
  const char *word;
  const char *other;
} Pair;

static char *
key_of (VixLanguage language, const char *word)
{
  char key[VIX_SOUND_SIZE];
  size_t length = vix_sound_key (language, word, strlen (word), key, sizeof key);

  return g_strndup (key, length);
}

static char *
skeleton_of (VixLanguage language, const char *word)
{
  g_autofree char *key = key_of (language, word);
  char skeleton[VIX_SOUND_SIZE];
  size_t length = vix_sound_skeleton (key, strlen (key), skeleton, sizeof skeleton);

  return g_strndup (skeleton, length);
}

/* Spelt apart, heard alike. */
static const Pair alike[] = {
  { VIX_LANGUAGE_EN, "kouch", "couch" },
  { VIX_LANGUAGE_EN, "fone", "phone" },
  { VIX_LANGUAGE_EN, "kwik", "quick" },
  { VIX_LANGUAGE_EN, "boks", "box" },
  { VIX_LANGUAGE_EN, "nite", "night" },
  { VIX_LANGUAGE_EN, "nite", "knight" },
  { VIX_LANGUAGE_EN, "printa", "printer" },
  { VIX_LANGUAGE_EN, "baj", "badge" },
  { VIX_LANGUAGE_EN, "kach", "catch" },
  { VIX_LANGUAGE_EN, "rite", "write" },
  { VIX_LANGUAGE_EN, "gost", "ghost" },
  { VIX_LANGUAGE_EN, "speshal", "special" },
  { VIX_LANGUAGE_EN, "rekorder", "recorder" },
  { VIX_LANGUAGE_EN, "skreen", "screan" },
  { VIX_LANGUAGE_EN, "wotch", "voch" },
  { VIX_LANGUAGE_EN, "lam", "lamb" },
  { VIX_LANGUAGE_EN, "sity", "citie" },
  { VIX_LANGUAGE_EN, "gigabite", "gigabyte" },
  { VIX_LANGUAGE_EN, "microuave", "microwave" },
  { VIX_LANGUAGE_EN, "ekstenseon", "extension" },
  { VIX_LANGUAGE_PT, "xinelo", "chinelo" },
  { VIX_LANGUAGE_PT, "ganço", "ganso" },
  { VIX_LANGUAGE_PT, "caicha", "caixa" },
  { VIX_LANGUAGE_PT, "ezame", "exame" },
  { VIX_LANGUAGE_PT, "zapato", "sapato" },
  { VIX_LANGUAGE_PT, "lensol", "lençol" },
  { VIX_LANGUAGE_PT, "travissero", "travesseiro" },
  { VIX_LANGUAGE_PT, "uva", "huva" },
  { VIX_LANGUAGE_PT, "jelo", "gelo" },
  { VIX_LANGUAGE_PT, "mininu", "menino" },
  { VIX_LANGUAGE_ES, "baca", "vaca" },
  { VIX_LANGUAGE_ES, "sapato", "zapato" },
  { VIX_LANGUAGE_ES, "yave", "llave" },
  { VIX_LANGUAGE_ES, "sielo", "cielo" },
  { VIX_LANGUAGE_ES, "jirafa", "girafa" },
  { VIX_LANGUAGE_ES, "keso", "queso" },
  { VIX_LANGUAGE_ES, "ueso", "ueço" },
  { VIX_LANGUAGE_ES, "inbierno", "imvierno" },
  { VIX_LANGUAGE_TH, "ซาย", "ทราย" },
  { VIX_LANGUAGE_TH, "ศี", "สี" },
  { VIX_LANGUAGE_TH, "ลองเท้า", "รองเท้า" },
  { VIX_LANGUAGE_TH, "คอมพิวเตอ", "คอมพิวเตอร์" },
  { VIX_LANGUAGE_TH, "หมวค", "หมวก" },
  { VIX_LANGUAGE_TH, "มวก", "หมวก" },
  { VIX_LANGUAGE_TH, "ภัดลม", "พัดลม" },
  { VIX_LANGUAGE_TH, "ส้อย", "สร้อย" },
  { VIX_LANGUAGE_TH, "โตะ", "โต๊ะ" },
  { VIX_LANGUAGE_TH, "รด", "รถ" },
};

static void
test_alike (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (alike); i++)
    {
      g_autofree char *one = key_of (alike[i].language, alike[i].word);
      g_autofree char *other = key_of (alike[i].language, alike[i].other);

      if (!g_str_equal (one, other))
        g_error ("“%s” sounds %s, “%s” sounds %s", alike[i].word, one, alike[i].other, other);
      g_assert_cmpuint (strlen (one), >, 0);
    }
}

/* Only the vowels are heard apart. */
static const Pair same_bones[] = {
  { VIX_LANGUAGE_EN, "extenshun", "extension" }, { VIX_LANGUAGE_EN, "cabel", "cable" },
  { VIX_LANGUAGE_EN, "wirless", "wireless" },    { VIX_LANGUAGE_EN, "hedfones", "headphones" },
  { VIX_LANGUAGE_EN, "monetur", "monitor" },     { VIX_LANGUAGE_PT, "carteira", "cartera" },
  { VIX_LANGUAGE_ES, "camisa", "comisa" },       { VIX_LANGUAGE_TH, "ทำมะดา", "ธรรมดา" },
};

static void
test_skeletons (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (same_bones); i++)
    {
      g_autofree char *one = skeleton_of (same_bones[i].language, same_bones[i].word);
      g_autofree char *other = skeleton_of (same_bones[i].language, same_bones[i].other);

      if (!g_str_equal (one, other))
        g_error ("“%s” has %s, “%s” has %s", same_bones[i].word, one, same_bones[i].other, other);
    }
}

static const Pair apart[] = {
  { VIX_LANGUAGE_EN, "mouse", "house" }, { VIX_LANGUAGE_EN, "cable", "table" }, { VIX_LANGUAGE_EN, "ship", "sip" },
  { VIX_LANGUAGE_EN, "black", "block" }, { VIX_LANGUAGE_PT, "caixa", "casa" },  { VIX_LANGUAGE_PT, "gato", "jato" },
  { VIX_LANGUAGE_ES, "perro", "pelo" },  { VIX_LANGUAGE_ES, "casa", "caja" },   { VIX_LANGUAGE_TH, "ปลา", "ตลาด" },
};

static void
test_apart (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (apart); i++)
    {
      g_autofree char *one = key_of (apart[i].language, apart[i].word);
      g_autofree char *other = key_of (apart[i].language, apart[i].other);

      if (g_str_equal (one, other))
        g_error ("“%s” and “%s” sound the same: %s", apart[i].word, apart[i].other, one);
    }
}

static void
test_hostile (void)
{
  static const char *const words[] = { "",         "\xff\xfe",     "\xe0\xb8", "123",   "😀",
                                       "ñ",        "ŋŋŋ",          "ー",       "h",     "w",
                                       "ghghghgh", "ๆๆๆ",          "์์์์",         "อออออ", "รรรรรรรรร",
                                       "ๅๅ",       "\xed\xa0\x80", "çççç",     "ãõãõ" };
  g_autofree char *long_word = g_strnfill (100000, 'k');
  char key[VIX_SOUND_SIZE];

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    for (int language = VIX_LANGUAGE_NONE; language <= VIX_LANGUAGE_TH; language++)
      for (gsize size = 0; size <= sizeof key; size += 3)
        g_assert_cmpuint (vix_sound_key ((VixLanguage) language, words[i], strlen (words[i]), key, size), <=, size);

  for (int letter = 'a'; letter <= 'z'; letter++)
    {
      for (gsize i = 0; i < 100000; i++)
        long_word[i] = (char) ('a' + (letter - 'a' + (int) i * 7) % 26);
      g_assert_cmpuint (vix_sound_key (VIX_LANGUAGE_EN, long_word, 100000, key, sizeof key), <=, VIX_SOUND_SIZE);
    }
  g_assert_cmpuint (vix_sound_key (VIX_LANGUAGE_EN, "", 0, key, sizeof key), ==, 0);
  g_assert_cmpuint (vix_sound_key (VIX_LANGUAGE_NONE, "word", 4, key, sizeof key), ==, 0);
}

/* Every listed misspelling of a word whose consonants it keeps should sound like it: most do. */
static void
test_misspellings (void)
{
  const char *shared = g_getenv ("VITRINE_SHARED");
  g_autofree char *path = g_build_filename (shared != NULL ? shared : "", "data", "words", "misspellings.tsv.gz", NULL);
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *command = g_strconcat ("zcat ", quoted, NULL);
  const char *argv[] = { "sh", "-c", command, NULL };
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;
  guint pairs = 0;
  guint found = 0;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("misspellings.tsv.gz is not here");
      return;
    }

  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL, NULL));
  lines = g_strsplit (output, "\n", -1);
  for (gsize i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 2);
      g_autofree char *one = NULL;
      g_autofree char *other = NULL;

      if (g_strv_length (cells) < 2)
        continue;
      one = skeleton_of (VIX_LANGUAGE_EN, cells[0]);
      other = skeleton_of (VIX_LANGUAGE_EN, cells[1]);
      pairs++;
      found += g_str_equal (one, other) ? 1 : 0;
    }

  g_test_message ("%u of %u misspellings have the consonants of their word", found, pairs);
  g_assert_cmpuint (pairs, >, 1000);
  g_assert_cmpuint (found * 100, >, pairs * 45);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sound/alike", test_alike);
  g_test_add_func ("/sound/skeletons", test_skeletons);
  g_test_add_func ("/sound/apart", test_apart);
  g_test_add_func ("/sound/hostile", test_hostile);
  g_test_add_func ("/sound/misspellings", test_misspellings);

  return g_test_run ();
}
