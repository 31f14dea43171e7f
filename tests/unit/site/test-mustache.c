#include "site/vt-mustache.h"

#include <string.h>

/* Partials as a table of name to template; the test data of render_json(). */
typedef GHashTable Partials;

static Partials *
partials_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) vt_template_unref);
}

static void
add_partial (Partials *partials, const char *name, const char *source)
{
  g_autoptr (GError) error = NULL;
  VtTemplate *template = vt_template_new (name, source, -1, &error);

  g_assert_no_error (error);
  g_hash_table_insert (partials, g_strdup (name), template);
}

static VtTemplate *
load_partial (const char *name, gpointer user_data)
{
  return g_hash_table_lookup (user_data, name);
}

static char *
render_node (const char *source, JsonNode *context, Partials *partials)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtTemplate) template = vt_template_new ("page", source, -1, &error);
  g_autoptr (VtArena) arena = vt_arena_new (4096);
  GString *out = g_string_new (NULL);
  gboolean ok;

  g_assert_no_error (error);
  g_assert_nonnull (template);
  ok = vt_template_render (template, vt_value_from_json (arena, context), partials != NULL ? load_partial : NULL,
                           partials, out, &error);
  g_assert_no_error (error);
  g_assert_true (ok);
  return g_string_free (out, FALSE);
}

static char *
render_json (const char *source, const char *json, Partials *partials)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) context = json_from_string (json, &error);

  g_assert_no_error (error);
  return render_node (source, context, partials);
}

static void
assert_renders (const char *source, const char *json, const char *expected)
{
  g_autofree char *page = render_json (source, json, NULL);

  g_assert_cmpstr (page, ==, expected);
}

static void
test_spec_case (gconstpointer data)
{
  JsonObject *test = (JsonObject *) (gpointer) data;
  g_autoptr (GHashTable) partials = partials_new ();
  g_autofree char *page = NULL;

  if (json_object_has_member (test, "partials"))
    {
      JsonObject *sources = json_object_get_object_member (test, "partials");
      g_autoptr (GList) names = json_object_get_members (sources);

      for (GList *l = names; l != NULL; l = l->next)
        add_partial (partials, l->data, json_object_get_string_member (sources, l->data));
    }

  g_test_message ("%s", json_object_get_string_member (test, "desc"));
  page =
      render_node (json_object_get_string_member (test, "template"), json_object_get_member (test, "data"), partials);
  g_assert_cmpstr (page, ==, json_object_get_string_member (test, "expected"));
}

static void
test_spec_absent (gconstpointer data)
{
  g_autofree char *message = g_strdup_printf ("%s is not there; set VITRINE_SHARED", (const char *) data);

  g_test_skip (message);
}

static void
add_spec_file (const char *folder, const char *module)
{
  g_autofree char *file = g_strconcat (module, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonArray *tests;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *name = g_strdup_printf ("/mustache/spec/%s", module);

      g_test_add_data_func_full (name, g_steal_pointer (&path), test_spec_absent, g_free);
      return;
    }

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  tests = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), "tests");
  for (guint i = 0; i < json_array_get_length (tests); i++)
    {
      JsonObject *test = json_array_get_object_element (tests, i);
      g_autofree char *title = g_strdup (json_object_get_string_member (test, "name"));
      g_autofree char *name = NULL;

      g_strcanon (title, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS, '-');
      name = g_strdup_printf ("/mustache/spec/%s/%02u-%s", module[0] == '~' ? module + 1 : module, i + 1, title);
      g_test_add_data_func_full (name, json_object_ref (test), test_spec_case, (GDestroyNotify) json_object_unref);
    }
}

static void
add_spec (void)
{
  static const char *const modules[] = { "comments", "delimiters", "interpolation", "inverted",
                                         "partials", "sections",   "~inheritance",  "~dynamic-names" };
  const char *shared = g_getenv ("VITRINE_SHARED");
  g_autofree char *folder = g_build_filename (shared != NULL ? shared : "", "data", "mustache-spec", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    add_spec_file (folder, modules[i]);
}

static const struct
{
  const char *name, *source, *message;
  int code;
} mistakes[] = {
  { "unclosed-tag", "one\ntwo {{name\n",
    "page, line 2, column 5: This tag is never closed. Add “}}” where it should end.", VT_TEMPLATE_ERROR_SYNTAX },
  { "unclosed-triple", "{{{name}}", "page, line 1, column 1: This tag is never closed. Add “}}}” where it should end.",
    VT_TEMPLATE_ERROR_SYNTAX },
  { "unclosed-section", "a\nb\n  {{#items}}\nc",
    "page, line 3, column 3: “items” is opened here and never closed. Add {{/items}} where it should end.",
    VT_TEMPLATE_ERROR_SYNTAX },
  { "wrong-order", "{{#a}}\n{{#b}}\n{{/a}}{{/b}}",
    "page, line 3, column 1: “a” is closed here, but “b” from line 2 is still open. Close that one first.",
    VT_TEMPLATE_ERROR_SYNTAX },
  { "not-open", "x{{/a}}",
    "page, line 1, column 2: “a” is closed here but not open. Remove this tag, or open it before.",
    VT_TEMPLATE_ERROR_SYNTAX },
  { "column-in-characters", "é€{{}}",
    "page, line 1, column 3: A tag has no name. Put a name between {{ and }}, or remove the tag.",
    VT_TEMPLATE_ERROR_SYNTAX },
  { "space-in-name", "{{ product title }}",
    "page, line 1, column 1: The name “product” contains a space. A tag holds one name; is a “}}” missing?",
    VT_TEMPLATE_ERROR_SYNTAX },
  { "double-dot", "{{a..b}}", NULL, VT_TEMPLATE_ERROR_SYNTAX },
  { "leading-dot", "{{#.a}}{{/.a}}", NULL, VT_TEMPLATE_ERROR_SYNTAX },
  { "trailing-dot", "{{a.}}", NULL, VT_TEMPLATE_ERROR_SYNTAX },
  { "empty-section", "{{#}}{{/}}", NULL, VT_TEMPLATE_ERROR_SYNTAX },
  { "empty-dynamic-name", "{{>*}}", NULL, VT_TEMPLATE_ERROR_SYNTAX },
  { "one-delimiter", "{{=<%=}}", NULL, VT_TEMPLATE_ERROR_SYNTAX },
  { "three-delimiters", "{{=a b c=}}", NULL, VT_TEMPLATE_ERROR_SYNTAX },
  { "long-delimiter", "{{=12345678901234567 >=}}", NULL, VT_TEMPLATE_ERROR_LIMIT },
  { "parent-closed-by-block", "{{<p}}{{$a}}{{/p}}{{/a}}", NULL, VT_TEMPLATE_ERROR_SYNTAX },
  { "line-after-long-tag", "{{! one\ntwo\n}}\n{{#a}}",
    "page, line 4, column 1: “a” is opened here and never closed. Add {{/a}} where it should end.",
    VT_TEMPLATE_ERROR_SYNTAX },
};

static void
test_mistake (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  VtTemplate *template = vt_template_new ("page", mistakes[i].source, -1, &error);

  g_assert_null (template);
  g_assert_error (error, VT_TEMPLATE_ERROR, mistakes[i].code);
  if (mistakes[i].message != NULL)
    g_assert_cmpstr (error->message, ==, mistakes[i].message);
}

static void
test_invalid_utf8 (void)
{
  static const struct
  {
    const char *source;
    gssize length;
  } cases[] = { { "caf\xe9", -1 }, { "a\xc3", -1 }, { "a\0b", 3 }, { "\xed\xa0\x80", -1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (vt_template_new ("page", cases[i].source, cases[i].length, &error));
      g_assert_error (error, VT_TEMPLATE_ERROR, VT_TEMPLATE_ERROR_ENCODING);
    }
}

static void
test_byte_order_mark (void)
{
  assert_renders ("\xef\xbb\xbf{{a}}", "{\"a\": 1}", "1");
}

static void
test_escaping (void)
{
  static const char json[] = "{\"x\": \"<script>alert('&\\\"')</script>\"}";

  assert_renders ("<p title='{{x}}'>", json, "<p title='&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;'>");
  assert_renders ("{{{x}}}|{{&x}}", json, "<script>alert('&\"')</script>|<script>alert('&\"')</script>");
  assert_renders ("{{x}}", "{\"x\": \"{{{y}}}\", \"y\": \"<b>\"}", "{{{y}}}");
}

static void
test_numbers (void)
{
  assert_renders ("{{#n}}{{.}} {{/n}}", "{\"n\": [0.1, 1.1, 5.0, -0.5, 1e21, 1e-7, 0.30000000000000004, -0.0]}",
                  "0.1 1.1 5 -0.5 1e+21 1e-07 0.30000000000000004 0 ");
  assert_renders ("{{#n}}{{.}} {{/n}}", "{\"n\": [9223372036854775807, -9223372036854775808, 0]}",
                  "9223372036854775807 -9223372036854775808 0 ");
}

static void
test_truth (void)
{
  assert_renders ("{{#v}}{{#.}}yes {{/.}}{{^.}}no {{/.}}{{/v}}",
                  "{\"v\": [null, false, true, 0, 1, 0.0, 0.5, \"\", \"0\", [], {}]}",
                  "no no yes no yes no yes no yes no yes ");
  assert_renders ("{{t}} {{f}} [{{o}}{{l}}]", "{\"t\": true, \"f\": false, \"o\": {\"a\": 1}, \"l\": [1]}",
                  "true false []");
}

static void
test_null_hides_outer (void)
{
  assert_renders ("{{#in}}[{{a}}]{{/in}}", "{\"a\": 1, \"in\": {\"a\": null}}", "[]");
}

static void
test_no_context (void)
{
  g_autofree char *page = render_node ("a{{b}}{{.}}{{#c}}d{{/c}}{{^c}}e{{/c}}", NULL, NULL);

  g_assert_cmpstr (page, ==, "ae");
}

static void
test_missing_partial (void)
{
  g_autoptr (GHashTable) partials = partials_new ();
  g_autofree char *page = render_json ("a{{>none}}b{{<none}}{{$x}}y{{/x}}{{/none}}c{{>*n}}d", "{\"n\": 3}", partials);

  g_assert_cmpstr (page, ==, "abcd");
  assert_renders ("a{{>none}}b", "{}", "ab");
}

static void
test_indentation_nests (void)
{
  g_autoptr (GHashTable) partials = partials_new ();
  g_autofree char *page = NULL;

  add_partial (partials, "outer", "<ul>\n  {{>inner}}\n</ul>\n");
  add_partial (partials, "inner", "{{#l}}\n<li>{{.}}</li>\n\n{{/l}}\n");
  page = render_json ("<nav>\n\t{{>outer}}\n</nav>\n", "{\"l\": [\"a\\nb\", 2]}", partials);
  g_assert_cmpstr (page, ==, "<nav>\n\t<ul>\n\t  <li>a\nb</li>\n\n\t  <li>2</li>\n\n\t</ul>\n</nav>\n");
}

static void
test_layout (void)
{
  g_autoptr (GHashTable) partials = partials_new ();
  g_autofree char *page = NULL;
  g_autofree char *plain = NULL;

  add_partial (partials, "layout",
               "<title>{{$title}}{{shop}}{{/title}}</title>\r\n<main>\r\n  {{$main}}\r\n    <p>Empty</p>\r\n"
               "  {{/main}}\r\n</main>\r\n");
  page = render_json ("{{<layout}}\n{{$title}}{{product}} – {{shop}}{{/title}}\n{{$main}}\n<h1>{{product}}</h1>\n"
                      "<p>\n  Text</p>{{/main}}\n{{/layout}}\n",
                      "{\"shop\": \"A & B\", \"product\": \"Cup\"}", partials);
  g_assert_cmpstr (
      page, ==, "<title>Cup – A &amp; B</title>\r\n<main>\r\n    <h1>Cup</h1>\n    <p>\n      Text</p>\r\n</main>\r\n");

  plain = render_json ("{{>layout}}", "{\"shop\": \"S\"}", partials);
  g_assert_cmpstr (plain, ==, "<title>S</title>\r\n<main>\r\n    <p>Empty</p>\r\n</main>\r\n");
}

static void
test_dynamic_parent (void)
{
  g_autoptr (GHashTable) partials = partials_new ();
  g_autofree char *page = NULL;

  add_partial (partials, "wide", "[{{$a}}{{/a}}]");
  page = render_json ("{{<* kind.of }}{{$a}}x{{/a}}{{/ *kind.of}}", "{\"kind\": {\"of\": \"wide\"}}", partials);
  g_assert_cmpstr (page, ==, "[x]");
}

static void
assert_limit (const char *source, const VtTemplateLimits *limits, const char *json, Partials *partials, const char *at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VtTemplate) template = vt_template_new ("page", source, -1, &error);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (VtArena) arena = vt_arena_new (4096);
  const VtValue *context = vt_value_from_json (arena, node);
  g_autoptr (GString) out = g_string_new ("before");
  gboolean ok;

  g_assert_no_error (error);
  if (limits != NULL)
    ok = vt_template_render_within (template, limits, context, load_partial, partials, out, &error);
  else
    ok = vt_template_render (template, context, load_partial, partials, out, &error);

  g_assert_false (ok);
  g_assert_error (error, VT_TEMPLATE_ERROR, VT_TEMPLATE_ERROR_LIMIT);
  g_assert_true (g_str_has_prefix (error->message, at));
  g_assert_cmpstr (out->str, ==, "before");
}

static void
test_endless_recursion (void)
{
  g_autoptr (GHashTable) partials = partials_new ();

  add_partial (partials, "loop", "\n  {{>loop}}\n");
  add_partial (partials, "block", "{{$a}}{{/a}}");
  assert_limit ("a{{>loop}}", NULL, "{}", partials, "loop, line 1, column ");
  assert_limit ("{{<block}}{{$a}}x\n{{$a}}{{/a}}{{/a}}{{/block}}", NULL, "{}", partials, "page, line 1, column ");
}

static void
test_output_limit (void)
{
  const VtTemplateLimits limits = { .depth = 10, .output_bytes = 1000, .steps = 1000000 };

  assert_limit ("{{#l}}{{#l}}\n{{#l}}0123456789{{/l}}{{/l}}{{/l}}", &limits, "{\"l\": [1, 2, 3, 4, 5, 6, 7, 8]}", NULL,
                "page, line 2, column ");
}

static void
test_step_limit (void)
{
  const VtTemplateLimits limits = { .depth = 100, .output_bytes = 1000, .steps = 100000 };
  g_autoptr (GString) source = g_string_new (NULL);

  for (guint i = 0; i < 60; i++)
    g_string_append (source, "{{#l}}");
  for (guint i = 0; i < 60; i++)
    g_string_append (source, "{{/l}}");
  assert_limit (source->str, &limits, "{\"l\": [1, 2, 3, 4, 5, 6, 7, 8]}", NULL, "page, line 1, column ");
}

static char *
nest (guint depth)
{
  GString *source = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (source, "{{#a}}");
  g_string_append_c (source, 'x');
  for (guint i = 0; i < depth; i++)
    g_string_append (source, "{{/a}}");
  return g_string_free (source, FALSE);
}

static void
test_deep_nesting (void)
{
  g_autofree char *deep = nest (VT_TEMPLATE_MAX_NESTING);
  g_autofree char *deeper = nest (VT_TEMPLATE_MAX_NESTING + 1);
  g_autoptr (GError) error = NULL;

  assert_renders (deep, "{\"a\": true}", "x");
  g_assert_null (vt_template_new ("page", deeper, -1, &error));
  g_assert_error (error, VT_TEMPLATE_ERROR, VT_TEMPLATE_ERROR_LIMIT);
}

static void
test_huge_source (void)
{
  g_autofree char *huge = g_strnfill (VT_TEMPLATE_MAX_SOURCE + 1, '\n');
  g_autoptr (GString) tags = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *page = NULL;

  g_assert_null (vt_template_new ("page", huge, -1, &error));
  g_assert_error (error, VT_TEMPLATE_ERROR, VT_TEMPLATE_ERROR_LIMIT);

  for (guint i = 0; i < 200000; i++)
    g_string_append (tags, "{{#a}}\n{{b}}\n{{/a}}\n");
  page = render_json (tags->str, "{\"a\": {\"b\": 7}}", NULL);
  g_assert_cmpuint (strlen (page), ==, 400000);
}

static gpointer
render_often (gpointer data)
{
  g_autoptr (JsonNode) node = json_from_string ("{\"l\": [1, 2, 3], \"l2\": {\"x\": \"<\"}}", NULL);
  g_autoptr (VtArena) arena = vt_arena_new (4096);
  const VtValue *context = vt_value_from_json (arena, node);

  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      g_assert_true (vt_template_render (data, context, NULL, NULL, out, NULL));
      g_assert_cmpstr (out->str, ==, "123&lt;");
    }
  vt_template_unref (data);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (VtTemplate) template = vt_template_new ("page", "{{#l}}{{.}}{{/l}}{{l2.x}}", -1, NULL);
  GThread *threads[4];

  g_assert_cmpstr (vt_template_get_name (template), ==, "page");
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("render", render_often, vt_template_ref (template));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_spec ();
  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autofree char *name = g_strdup_printf ("/mustache/mistakes/%s", mistakes[i].name);

      g_test_add_data_func (name, GUINT_TO_POINTER (i), test_mistake);
    }
  g_test_add_func ("/mustache/source/invalid-utf8-is-refused", test_invalid_utf8);
  g_test_add_func ("/mustache/source/byte-order-mark-is-skipped", test_byte_order_mark);
  g_test_add_func ("/mustache/source/huge", test_huge_source);
  g_test_add_func ("/mustache/values/escaping", test_escaping);
  g_test_add_func ("/mustache/values/numbers", test_numbers);
  g_test_add_func ("/mustache/values/truth", test_truth);
  g_test_add_func ("/mustache/values/null-hides-outer", test_null_hides_outer);
  g_test_add_func ("/mustache/values/no-context", test_no_context);
  g_test_add_func ("/mustache/partials/missing-is-nothing", test_missing_partial);
  g_test_add_func ("/mustache/partials/indentation-nests", test_indentation_nests);
  g_test_add_func ("/mustache/parents/layout", test_layout);
  g_test_add_func ("/mustache/parents/dynamic", test_dynamic_parent);
  g_test_add_func ("/mustache/limits/endless-recursion", test_endless_recursion);
  g_test_add_func ("/mustache/limits/output", test_output_limit);
  g_test_add_func ("/mustache/limits/steps", test_step_limit);
  g_test_add_func ("/mustache/limits/deep-nesting", test_deep_nesting);
  g_test_add_func ("/mustache/threads", test_threads);

  return g_test_run ();
}
