/* Colours and materials in the storefront's languages: an option's value, or a tag, that is one of these words becomes
 * a swatch or a choice of its kind, and is read in the shopper's language. */
#include "catalogue/vt-facet-words.h"

#include "base/vt-text.h"

#include <string.h>

#define THAI_COLOUR "สี"

enum
{
  EN,
  TH,
  PT,
  ES,
  N_LANGUAGES
};

struct _VtFacetWord
{
  VtFacetWordKind kind;
  guint32 rgb;
  const char *names[N_LANGUAGES]; /* with '|' between; the first is shown, and the first English one is the key */
};

#define C VT_FACET_WORD_COLOUR
#define M VT_FACET_WORD_MATERIAL

/* Colours are of things, muted as paint and cloth are; not the primaries of screens. */
static const VtFacetWord words[] = {
  { C, 0x1d1c1a, { "black", "ดำ", "preto|preta", "negro|negra" } },
  { C, 0xfafaf7, { "white", "ขาว", "branco|branca", "blanco|blanca" } },
  { C, 0x8f9092, { "grey|gray", "เทา", "cinza|cinzento|cinzenta", "gris" } },
  { C, 0x3b3e42, { "charcoal|anthracite|graphite", "เทาเข้ม|ชาร์โคล", "antracite|grafite|chumbo", "antracita|grafito" } },
  { C, 0xc4c7ca, { "silver", "เงิน", "prata|prateado|prateada", "plata|plateado|plateada" } },
  { C, 0xc22f2a, { "red", "แดง", "vermelho|vermelha", "rojo|roja" } },
  { C,
    0x7a2233,
    { "burgundy|wine|maroon|bordeaux", "แดงเลือดหมู|เบอร์กันดี|ไวน์", "bordo|vinho|borgonha", "burdeos|vino|granate" } },
  { C, 0xe06f5c, { "coral|salmon", "ส้มอมชมพู|คอรัล", "coral|salmao", "coral|salmon" } },
  { C, 0xbc5a3a, { "terracotta|rust|brick", "ดินเผา|อิฐ|สนิม", "terracota|ferrugem|tijolo", "terracota|teja|ladrillo" } },
  { C, 0xe2812d, { "orange", "ส้ม", "laranja", "naranja" } },
  { C, 0xf4c9a8, { "peach|apricot", "พีช", "pessego|damasco", "melocoton|durazno|albaricoque" } },
  { C, 0xf0c53a, { "yellow", "เหลือง", "amarelo|amarela", "amarillo|amarilla" } },
  { C, 0xe0a21b, { "mustard|ochre", "มัสตาร์ด", "mostarda|ocre", "mostaza|ocre" } },
  { C, 0xc9a24b, { "gold|golden|brass", "ทอง|ทองเหลือง", "dourado|dourada|ouro", "dorado|dorada|oro" } },
  { C, 0x3f7d4f, { "green", "เขียว", "verde", "verde" } },
  { C, 0x9fae96, { "mint|sage", "มินต์|เขียวมิ้นท์", "menta|salvia", "menta|salvia" } },
  { C, 0x6f7243, { "olive|khaki", "มะกอก|กากี", "oliva|azeitona|caqui|verde-oliva", "oliva|caqui|kaki" } },
  { C,
    0x2d4a3a,
    { "forest green|bottle green|dark green", "เขียวเข้ม", "verde-escuro|verde-garrafa", "verde botella|verde oscuro" } },
  { C, 0x1f7f86, { "teal|petrol", "เขียวน้ำทะเล", "petroleo|azul-petroleo", "petroleo|verde azulado" } },
  { C, 0x47b5b5, { "turquoise|aqua|cyan", "เทอร์ควอยซ์|ฟ้าอมเขียว", "turquesa|ciano", "turquesa|cian" } },
  { C, 0x4f6f94, { "blue|denim", "น้ำเงิน", "azul|jeans", "azul|vaquero" } },
  { C, 0x9fc3dd, { "light blue|sky blue|baby blue", "ฟ้า", "azul-claro|celeste", "celeste|azul claro" } },
  { C,
    0x1f2f4d,
    { "navy|navy blue|dark blue|indigo", "กรมท่า|คราม", "azul-marinho|marinho|azul-escuro|indigo",
      "azul marino|marino|indigo" } },
  { C, 0x6c4a86, { "purple|violet|plum", "ม่วง", "roxo|roxa|violeta|ameixa", "morado|morada|violeta|purpura|ciruela" } },
  { C, 0xb7a4cf, { "lilac|lavender", "ม่วงอ่อน|ลาเวนเดอร์|ไลแลค", "lilas|lavanda", "lila|lavanda" } },
  { C, 0xe3a3b1, { "pink|rose", "ชมพู", "rosa|cor-de-rosa", "rosa" } },
  { C, 0xd4b9b5, { "blush|dusty pink|nude", "นู้ด|ชมพูนู้ด", "nude|rosa-velho", "nude|rosa palo" } },
  { C, 0xb5307a, { "magenta|fuchsia", "บานเย็น", "magenta|fucsia", "magenta|fucsia" } },
  { C,
    0x7a5234,
    { "brown|chocolate|coffee|walnut", "น้ำตาล|กาแฟ|วอลนัท", "castanho|castanha|marrom|chocolate|nogueira",
      "marron|cafe|chocolate|nogal" } },
  { C,
    0xb9814f,
    { "tan|camel|caramel|cognac|honey", "แทน|คาราเมล|น้ำผึ้ง", "caramelo|camelo|mel|conhaque",
      "caramelo|camel|miel|conac" } },
  { C, 0xd8c6a8, { "beige|sand|taupe|oatmeal", "เบจ|ทราย", "bege|areia|taupe", "beige|arena|topo" } },
  { C,
    0xf2e9d6,
    { "cream|ivory|ecru|off-white|off white", "ครีม|งาช้าง|ออฟไวท์", "creme|marfim|cru|off-white",
      "crema|marfil|crudo|hueso" } },
  { C, 0xe3ddd2, { "pearl", "มุก|ไข่มุก", "perola", "perla" } },
  { M, 0, { "wood", "ไม้", "madeira", "madera" } },
  { M, 0, { "oak", "ไม้โอ๊ค|โอ๊ค", "carvalho", "roble" } },
  { M, 0, { "pine", "ไม้สน", "pinho", "pino" } },
  { M, 0, { "teak", "ไม้สัก", "teca", "teca" } },
  { M, 0, { "bamboo", "ไม้ไผ่|ไผ่", "bambu", "bambu" } },
  { M, 0, { "rattan|wicker", "หวาย", "rattan|rotim|vime", "ratan|mimbre" } },
  { M, 0, { "leather", "หนัง|หนังแท้", "couro|pele", "cuero|piel" } },
  { M, 0, { "fabric|textile", "ผ้า", "tecido", "tela|tejido" } },
  { M, 0, { "cotton", "ผ้าฝ้าย|คอตตอน", "algodao", "algodon" } },
  { M, 0, { "linen", "ผ้าลินิน|ลินิน", "linho", "lino" } },
  { M, 0, { "wool", "ขนสัตว์|วูล", "la", "lana" } },
  { M, 0, { "silk", "ผ้าไหม|ไหม", "seda", "seda" } },
  { M, 0, { "velvet", "กำมะหยี่", "veludo", "terciopelo" } },
  { M, 0, { "polyester", "โพลีเอสเตอร์", "poliester", "poliester" } },
  { M, 0, { "glass", "แก้ว|กระจก", "vidro", "vidrio|cristal" } },
  { M, 0, { "ceramic|porcelain|stoneware", "เซรามิก|กระเบื้อง", "ceramica|porcelana|gres", "ceramica|porcelana|gres" } },
  { M, 0, { "stone", "หิน", "pedra", "piedra" } },
  { M, 0, { "marble", "หินอ่อน", "marmore", "marmol" } },
  { M, 0, { "concrete", "คอนกรีต|ปูน", "betao|concreto|cimento", "hormigon|cemento" } },
  { M, 0, { "metal", "โลหะ", "metal", "metal" } },
  { M, 0, { "steel|stainless steel", "เหล็ก|สเตนเลส", "aco|inox", "acero|acero inoxidable" } },
  { M, 0, { "iron", "เหล็กหล่อ", "ferro", "hierro" } },
  { M, 0, { "aluminium|aluminum", "อะลูมิเนียม", "aluminio", "aluminio" } },
  { M, 0, { "plastic", "พลาสติก", "plastico", "plastico" } },
  { M, 0, { "paper", "กระดาษ", "papel", "papel" } },
  { M, 0, { "rubber", "ยาง", "borracha", "caucho|goma" } },
  { M, 0, { "cork", "ไม้ก๊อก|คอร์ก", "cortica", "corcho" } },
};

#undef C
#undef M

/* How the shown names are spelled where that differs from what is compared. */
static const char *const accents[][2] = {
  { "pessego", "pêssego" },
  { "salmao", "salmão" },
  { "bordo", "bordô" },
  { "petroleo", "petróleo" },
  { "lilas", "lilás" },
  { "perola", "pérola" },
  { "algodao", "algodão" },
  { "algodon", "algodón" },
  { "la", "lã" },
  { "poliester", "poliéster" },
  { "ceramica", "cerâmica" },
  { "marmore", "mármore" },
  { "marmol", "mármol" },
  { "betao", "betão" },
  { "hormigon", "hormigón" },
  { "aco", "aço" },
  { "aluminio", "alumínio" },
  { "plastico", "plástico" },
  { "cortica", "cortiça" },
  { "marron", "marrón" },
  { "melocoton", "melocotón" },
  { "bambu", "bambu" },
  { "ratan", "ratán" },
};

static gpointer
make_table (G_GNUC_UNUSED gpointer data)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* A word of two meanings keeps its first. */
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    for (gsize j = 0; j < N_LANGUAGES; j++)
      {
        g_auto (GStrv) names = g_strsplit (words[i].names[j], "|", -1);

        for (char **name = names; *name != NULL; name++)
          {
            char *folded = vt_text_fold (*name);

            if (g_hash_table_contains (table, folded))
              g_free (folded);
            else
              g_hash_table_insert (table, folded, (gpointer) &words[i]);
          }
      }

  return table;
}

static const VtFacetWord *
find_folded (const char *folded)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *table = g_once (&once, make_table, NULL);

  if (g_str_has_prefix (folded, THAI_COLOUR) && folded[strlen (THAI_COLOUR)] != '\0')
    folded += strlen (THAI_COLOUR);
  return g_hash_table_lookup (table, folded);
}

static char *
fold_line (const char *text)
{
  g_autofree char *folded = vt_text_fold (text);

  return vt_text_single_line (folded);
}

/**
 * vt_facet_word_find:
 * @text: (nullable): a tag or an option's value, in any of the storefront's languages
 *
 * Returns: (transfer none) (nullable): the colour or material that it is, and nothing else
 */
const VtFacetWord *
vt_facet_word_find (const char *text)
{
  g_autofree char *line = fold_line (text);

  return find_folded (line);
}

/**
 * vt_facet_word_get_kind:
 * @self: a word
 *
 * Returns: what it says of a product
 */
VtFacetWordKind
vt_facet_word_get_kind (const VtFacetWord *self)
{
  return self->kind;
}

/**
 * vt_facet_word_get_key:
 * @self: a word
 *
 * Returns: (transfer none): its English names with "|" between; no two words have the same
 */
const char *
vt_facet_word_get_key (const VtFacetWord *self)
{
  return self->names[EN];
}

static guint
language_index (const char *language)
{
  static const char *const tags[N_LANGUAGES] = { "en", "th", "pt", "es" };

  for (guint i = 0; i < N_LANGUAGES; i++)
    if (g_str_has_prefix (language, tags[i]))
      return i;

  return EN;
}

static const char *
spell (const char *name, guint language)
{
  for (gsize i = 0; i < G_N_ELEMENTS (accents); i++)
    if (strcmp (accents[i][0], name) == 0)
      {
        if (language == ES && g_str_equal (name, "aluminio"))
          return name;
        if (language == ES && g_str_equal (name, "ceramica"))
          return "cerámica";
        return accents[i][1];
      }

  return name;
}

/**
 * vt_facet_word_dup_name:
 * @self: a word
 * @language: BCP 47
 *
 * Returns: (transfer full): what it is called there, with a capital
 */
char *
vt_facet_word_dup_name (const VtFacetWord *self, const char *language)
{
  guint i = language_index (language);
  g_auto (GStrv) names = g_strsplit (self->names[i], "|", 2);
  const char *name = spell (names[0], i);
  g_autofree char *first = g_utf8_strup (name, g_utf8_next_char (name) - name);

  return g_strconcat (first, g_utf8_next_char (name), NULL);
}

static VtColour
colour_of (const VtFacetWord *word)
{
  return (VtColour){ (guint8) (word->rgb >> 16), (guint8) (word->rgb >> 8), (guint8) word->rgb };
}

/* "Dark" and "light" move a colour; -1, 1 or 0. */
static int
shade_of (const char *word)
{
  static const char *const dark[] = { "dark", "deep", "escuro", "escura", "oscuro", "oscura", "เข้ม", NULL };
  static const char *const light[] = { "light", "pale", "soft", "claro", "clara", "palido", "palida", "อ่อน", NULL };

  return g_strv_contains (dark, word) ? -1 : g_strv_contains (light, word) ? 1 : 0;
}

static VtColour
shaded (VtColour colour, int shade)
{
  VtOklch oklch = vt_colour_to_oklch (colour);

  oklch.lightness = shade < 0 ? oklch.lightness * 0.68 : oklch.lightness + (1 - oklch.lightness) * 0.5;
  return shade == 0 ? colour : vt_colour_from_oklch (oklch);
}

/**
 * vt_colour_from_words:
 * @text: (nullable): an option's value: "Mustard", "azul-marinho", "Dark red leather"
 * @colour: (out): what it looks like, when it names one colour
 *
 * Returns: whether @text names one colour; two ("Blue and white") are none
 */
gboolean
vt_colour_from_words (const char *text, VtColour *colour)
{
  g_autofree char *line = fold_line (text);
  const VtFacetWord *found = find_folded (line);
  g_auto (GStrv) parts = NULL;
  int shade = 0;

  if (found != NULL)
    {
      *colour = colour_of (found);
      return found->kind == VT_FACET_WORD_COLOUR;
    }

  parts = g_strsplit_set (line, " -/,&+", -1);
  for (char **part = parts; *part != NULL; part++)
    {
      const VtFacetWord *word = find_folded (*part);

      shade = shade != 0 ? shade : shade_of (*part);
      if (word == NULL || word->kind != VT_FACET_WORD_COLOUR)
        continue;
      if (found != NULL && found != word)
        return FALSE;
      found = word;
    }
  if (found == NULL)
    return FALSE;

  *colour = shaded (colour_of (found), shade);
  return TRUE;
}

static gboolean
is_one_of (const char *text, const char *const *names)
{
  g_autofree char *line = fold_line (text);

  return g_strv_contains (names, line);
}

/**
 * vt_facet_word_names_colours:
 * @option_name: what an option is called
 *
 * Returns: whether its values are colours
 */
gboolean
vt_facet_word_names_colours (const char *option_name)
{
  static const char *const names[] = { "colour", "color", "colours", "colors", "cor", "cores", "colores", "สี", NULL };

  return is_one_of (option_name, names);
}

/**
 * vt_facet_word_names_materials:
 * @option_name: what an option is called
 *
 * Returns: whether its values are materials
 */
gboolean
vt_facet_word_names_materials (const char *option_name)
{
  static const char *const names[] = { "material", "materials", "materiais", "materiales", "วัสดุ", NULL };

  return is_one_of (option_name, names);
}
