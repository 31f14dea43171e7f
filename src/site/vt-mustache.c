/* Mustache 1.4 (github.com/mustache/spec) with its optional inheritance and dynamic names, over values in memory. */
#include "site/vt-mustache-memo.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (vt - template - error - quark, vt_template_error)

/* The depth is bounded by the stack of a thread (a level takes some hundred bytes), the rest by what a page can need:
 * the largest are feeds and sitemaps of a full catalogue. */
static const VtTemplateLimits default_limits = { .depth = 512, .output_bytes = 64 * 1024 * 1024, .steps = 50000000 };

/* One value on the context stack; the stack is a list through the C stack. */
typedef struct _Scope Scope;
struct _Scope
{
  const VtValue *value;
  const Scope *outer;
};

/* The arguments of one parent tag being rendered, and of those around it. */
typedef struct _Arguments Arguments;
struct _Arguments
{
  const VtTemplate *template;
  guint first;
  guint end;
  const Arguments *outer;
};

/* Where rendering stands: in whose text, with which data and arguments. */
typedef struct
{
  const VtTemplate *template;
  const Scope *scope;
  const Arguments *arguments;
} Frame;

typedef struct
{
  VtTemplateLimits limits;
  VtTemplateLoader loader;
  gpointer user_data;
  GString *out;
  gsize out_start;
  GString *indent;    /* (owned) the indentations of the nested partials, one after the other */
  gsize indent_start; /* where those that are in force begin */
  guint depth;
  guint64 steps;
  VtTemplateMemo *memo;     /* (unowned) (nullable) */
  VtMustacheRecord *record; /* (owned) (nullable) of the partial that is being noted */
} Renderer;

static gboolean render_nodes (Renderer *self, const Frame *frame, guint first, guint end, GError **error);

static gboolean
fail_limit (const VtTemplate *template, const VtNode *node, GError **error, const char *detail)
{
  const char *at = template->source + node->start;
  const char *line_start = at;

  while (line_start > template->source && line_start[-1] != '\n')
    line_start--;

  /* Translators: a template's name, then which limit it exceeds and how to mend it. */
  g_set_error (error, VT_TEMPLATE_ERROR, VT_TEMPLATE_ERROR_LIMIT, _ ("%s, line %u, column %u: %s"), template->name,
               node->line, (guint) (at - line_start) + 1, detail);
  return FALSE;
}

static gboolean
check_steps (Renderer *self, const Frame *frame, const VtNode *node, GError **error)
{
  if (++self->steps <= self->limits.steps)
    return TRUE;
  return fail_limit (frame->template, node, error,
                     _ ("The page takes too many steps. Are long lists repeated inside each other?"));
}

static gboolean
check_output (Renderer *self, const Frame *frame, const VtNode *node, GError **error)
{
  if (self->out->len - self->out_start <= self->limits.output_bytes)
    return TRUE;
  return fail_limit (frame->template, node, error,
                     _ ("The page grows too large. Split it, or shorten the lists it repeats."));
}

/* The first part of a name is looked for through the whole stack, each level a step; the others only in what the part
 * before gave. */
static const VtValue *
look_up (Renderer *self, const Frame *frame, const VtNode *node)
{
  const char *part = frame->template->source + node->start;
  const char *name = part;
  const VtValue *value = NULL;
  gboolean outermost = FALSE;

  if (node->n_parts == 0)
    {
      if (self->record != NULL && frame->scope->outer == NULL)
        vt_mustache_record_spoil (self->record);
      return frame->scope->value;
    }

  for (const Scope *scope = frame->scope; scope != NULL && value == NULL; scope = scope->outer)
    {
      self->steps++;
      value = vt_value_get (scope->value, part);
      outermost = scope->outer == NULL;
    }

  for (guint i = 1; i < node->n_parts && value != NULL; i++)
    {
      part += strlen (part) + 1;
      value = vt_value_get (value, part);
    }
  if (self->record != NULL && outermost)
    vt_mustache_record_use (self->record, name, node->n_parts, value);
  return value;
}

static void
append_escaped (GString *out, const char *text)
{
  /* What is not itself, and the end. */
  static const guint8 special[256] = { ['\0'] = 1, ['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\''] = 1 };

  while (*text != '\0')
    {
      gsize plain = 0;

      while (!special[(guchar) text[plain]])
        plain++;

      g_string_append_len (out, text, (gssize) plain);
      text += plain;
      if (*text == '\0')
        return;

      switch (*text++)
        {
        case '&':
          g_string_append (out, "&amp;");
          break;
        case '<':
          g_string_append (out, "&lt;");
          break;
        case '>':
          g_string_append (out, "&gt;");
          break;
        case '"':
          g_string_append (out, "&quot;");
          break;
        default:
          g_string_append (out, "&#39;");
          break;
        }
    }
}

static void
append_value (GString *out, const VtValue *value, gboolean escape)
{
  gsize length;
  const char *text = vt_value_peek_string (value, &length);

  if (text != NULL && escape)
    append_escaped (out, text);
  else
    vt_value_append_text (value, out);
}

static void
append_indent (Renderer *self)
{
  g_string_append_len (self->out, self->indent->str + self->indent_start,
                       (gssize) (self->indent->len - self->indent_start));
}

static gboolean
begins_with_newline (const char *text, const char *end)
{
  return *text == '\n' || (*text == '\r' && text + 1 < end && text[1] == '\n');
}

/* Each line of the template's own text is indented, except empty ones; what data brings in is left as it is. */
static gboolean
render_text (Renderer *self, const Frame *frame, const VtNode *node, GError **error)
{
  const char *text = frame->template->source + node->start;
  const char *end = text + node->length;
  gboolean line_start = (node->flags & VT_NODE_LINE_START) != 0;

  if (self->indent->len == self->indent_start)
    {
      g_string_append_len (self->out, text, node->length);
      return check_output (self, frame, node, error);
    }

  while (text < end)
    {
      const char *newline = memchr (text, '\n', (gsize) (end - text));
      const char *stop = newline != NULL ? newline + 1 : end;

      if (line_start && !begins_with_newline (text, end))
        append_indent (self);
      g_string_append_len (self->out, text, (gssize) (stop - text));
      if (!check_output (self, frame, node, error))
        return FALSE;
      line_start = TRUE;
      text = stop;
    }
  return TRUE;
}

static gboolean
render_section (Renderer *self, const Frame *frame, const VtNode *node, guint content, GError **error)
{
  const VtValue *value = look_up (self, frame, node);
  Scope scope = { .value = value, .outer = frame->scope };
  Frame inner = { .template = frame->template, .scope = &scope, .arguments = frame->arguments };

  if (!vt_value_is_true (value))
    return TRUE;
  if (!vt_value_is_array (value))
    return render_nodes (self, &inner, content, node->end, error);

  for (guint i = 0; i < vt_value_get_length (value); i++)
    {
      scope.value = vt_value_get_at (value, i);
      if (!check_steps (self, frame, node, error) || !render_nodes (self, &inner, content, node->end, error))
        return FALSE;
    }
  return TRUE;
}

/* Renders @first to @end of @inner, which @node of @frame brings in, with the indentation that @node asks for. */
static gboolean
render_included (Renderer *self,
                 const Frame *frame,
                 const VtNode *node,
                 const Frame *inner,
                 guint first,
                 guint end,
                 GError **error)
{
  gsize length = self->indent->len;
  gsize start = self->indent_start;
  gboolean ok;

  if (node->flags & VT_NODE_STANDALONE)
    g_string_append_len (self->indent, frame->template->source + node->indent, node->indent_length);
  else
    self->indent_start = length;

  if (self->indent->len > self->limits.output_bytes)
    ok = fail_limit (frame->template, node, error,
                     _ ("The page grows too large. Split it, or shorten the lists it repeats."));
  else
    ok = render_nodes (self, inner, first, end, error);

  g_string_truncate (self->indent, length);
  self->indent_start = start;
  return ok;
}

static const char *
get_partial_name (Renderer *self, const Frame *frame, const VtNode *node)
{
  gsize length;

  if ((node->flags & VT_NODE_DYNAMIC) == 0)
    return frame->template->source + node->start;

  return vt_value_peek_string (look_up (self, frame, node), &length);
}

/* What is indented, or drawn inside of lists, is not the same often enough. */
static gboolean
can_remember (const Renderer *self, const Frame *frame, const VtNode *node)
{
  return self->memo != NULL && self->record == NULL && frame->scope->outer == NULL && node->indent_length == 0 &&
         self->indent->len == self->indent_start;
}

/* They come from templates that are not changed: where they stand is who they are. */
static guint64
hash_arguments (const Arguments *arguments)
{
  guint64 hash = 0;

  for (; arguments != NULL; arguments = arguments->outer)
    {
      hash = (hash ^ (guint64) (gsize) arguments->template) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
      hash = (hash ^ arguments->first ^ ((guint64) arguments->end << 32)) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
    }

  return hash;
}

static gboolean
render_remembered (Renderer *self, const Frame *frame, const VtNode *node, const Frame *inner, GError **error)
{
  VtTemplate *template = (VtTemplate *) inner->template;
  guint64 parents = hash_arguments (inner->arguments);
  const GString *known = vt_mustache_memo_find (self->memo, template, parents, frame->scope->value);
  gsize start = self->out->len;
  gboolean ok;

  if (known != NULL)
    {
      g_string_append_len (self->out, known->str, (gssize) known->len);
      return check_output (self, frame, node, error);
    }

  self->record = vt_mustache_memo_begin (self->memo, template, parents);
  ok = render_included (self, frame, node, inner, 0, template->n_nodes, error);
  if (self->record == NULL)
    return ok;

  if (!ok)
    vt_mustache_record_spoil (self->record);
  vt_mustache_memo_end (self->memo, g_steal_pointer (&self->record), self->out->str + start, self->out->len - start);
  return ok;
}

static gboolean
render_partial (Renderer *self, const Frame *frame, const VtNode *node, const Arguments *arguments, GError **error)
{
  const char *name = get_partial_name (self, frame, node);
  VtTemplate *found = name != NULL && self->loader != NULL ? self->loader (name, self->user_data) : NULL;
  g_autoptr (VtTemplate) template = found != NULL ? vt_template_ref (found) : NULL;
  Frame inner = { .template = template, .scope = frame->scope, .arguments = arguments };

  if (template == NULL)
    return TRUE;
  if (can_remember (self, frame, node))
    return render_remembered (self, frame, node, &inner, error);
  return render_included (self, frame, node, &inner, 0, template->n_nodes, error);
}

static gboolean
render_parent (Renderer *self, const Frame *frame, const VtNode *node, guint first, GError **error)
{
  Arguments arguments = { .template = frame->template, .first = first, .end = node->end, .outer = frame->arguments };

  return render_partial (self, frame, node, &arguments, error);
}

/* Finds the argument for @block; the outermost parent that gives one wins. */
static gboolean
find_argument (Renderer *self,
               const Frame *frame,
               const VtNode *block,
               const VtTemplate **template,
               const VtNode **argument,
               GError **error)
{
  const char *name = frame->template->source + block->start;

  *argument = NULL;
  for (const Arguments *arguments = frame->arguments; arguments != NULL; arguments = arguments->outer)
    for (guint i = arguments->first; i < arguments->end; i = arguments->template->nodes[i].end)
      {
        const VtNode *node = &arguments->template->nodes[i];

        if (!check_steps (self, frame, block, error))
          return FALSE;
        if (node->length != block->length || strcmp (arguments->template->source + node->start, name) != 0)
          continue;
        *template = arguments->template;
        *argument = node;
        break;
      }
  return TRUE;
}

/* A block that is alone on its lines ends as a line, however its argument is written. */
static void
end_block_line (Renderer *self, const VtNode *node, gsize length)
{
  if (self->out->len == length || self->out->str[self->out->len - 1] == '\n')
    return;
  if (node->flags & VT_NODE_ENDS_LF)
    g_string_append_c (self->out, '\n');
  else if (node->flags & VT_NODE_ENDS_CRLF)
    g_string_append (self->out, "\r\n");
}

static gboolean
render_block (Renderer *self, const Frame *frame, const VtNode *node, guint content, GError **error)
{
  Frame inner = *frame;
  const VtNode *argument;
  gsize length = self->out->len;

  if (!find_argument (self, frame, node, &inner.template, &argument, error))
    return FALSE;
  if (argument == NULL)
    return render_nodes (self, frame, content, node->end, error);

  if (!render_included (self, frame, node, &inner, (guint) (argument - inner.template->nodes) + 1, argument->end,
                        error))
    return FALSE;
  end_block_line (self, node, length);
  return TRUE;
}

static gboolean
render_node (Renderer *self, const Frame *frame, const VtNode *node, guint content, GError **error)
{
  switch ((VtNodeKind) node->kind)
    {
    case VT_NODE_TEXT:
      return render_text (self, frame, node, error);
    case VT_NODE_INDENT:
      append_indent (self);
      return check_output (self, frame, node, error);
    case VT_NODE_VARIABLE:
    case VT_NODE_RAW:
      append_value (self->out, look_up (self, frame, node), node->kind == VT_NODE_VARIABLE);
      return check_output (self, frame, node, error);
    case VT_NODE_SECTION:
      return render_section (self, frame, node, content, error);
    case VT_NODE_INVERTED:
      return vt_value_is_true (look_up (self, frame, node)) || render_nodes (self, frame, content, node->end, error);
    case VT_NODE_PARTIAL:
      return render_partial (self, frame, node, frame->arguments, error);
    case VT_NODE_PARENT:
      return render_parent (self, frame, node, content, error);
    case VT_NODE_BLOCK:
      return render_block (self, frame, node, content, error);
    case VT_NODE_ARGUMENT:
    default:
      return TRUE;
    }
}

static gboolean
has_content (const VtNode *node)
{
  return node->kind == VT_NODE_SECTION || node->kind == VT_NODE_INVERTED || node->kind == VT_NODE_PARENT ||
         node->kind == VT_NODE_ARGUMENT || node->kind == VT_NODE_BLOCK;
}

static gboolean
render_nodes (Renderer *self, const Frame *frame, guint first, guint end, GError **error)
{
  const VtNode *nodes = frame->template->nodes;
  guint i = first;

  if (first < end && self->depth >= self->limits.depth)
    return fail_limit (frame->template, &nodes[first], error,
                       _ ("Sections and partials nest too deep. Does a partial include itself without an end?"));

  self->depth++;
  while (i < end)
    {
      const VtNode *node = &nodes[i];

      if (!check_steps (self, frame, node, error) || !render_node (self, frame, node, i + 1, error))
        break;
      i = has_content (node) ? node->end : i + 1;
    }
  self->depth--;
  return i >= end;
}

/**
 * vt_template_new:
 * @name: what to call the template in messages, such as its file name
 * @source: the template, UTF-8; a byte order mark at its start is skipped
 * @length: bytes of @source, or -1 where a NUL ends it; at most %VT_TEMPLATE_MAX_SOURCE
 * @error: %VT_TEMPLATE_ERROR_ENCODING, or %VT_TEMPLATE_ERROR_SYNTAX and %VT_TEMPLATE_ERROR_LIMIT with line and column
 *
 * Compiles a template of the Mustache specification 1.4 with inheritance (`{{<parent}}`, `{{$block}}`) and dynamic
 * names
 * (`{{>*name}}`), without lambdas. The result never changes and may be rendered by any number of threads at once.
 *
 * Returns: (transfer full) (nullable): the compiled template
 */
VtTemplate *
vt_template_new (const char *name, const char *source, gssize length, GError **error)
{
  gsize size;
  const char *invalid;
  g_autoptr (VtTemplate) self = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (source != NULL, NULL);

  size = length < 0 ? strlen (source) : (gsize) length;
  if (size > VT_TEMPLATE_MAX_SOURCE)
    {
      g_set_error (error, VT_TEMPLATE_ERROR, VT_TEMPLATE_ERROR_LIMIT,
                   _ ("%s is larger than %d MiB. Split the template into partials."), name,
                   VT_TEMPLATE_MAX_SOURCE / 1024 / 1024);
      return NULL;
    }
  if (!g_utf8_validate_len (source, size, &invalid))
    {
      g_set_error (error, VT_TEMPLATE_ERROR, VT_TEMPLATE_ERROR_ENCODING,
                   _ ("%s is not UTF-8 text (byte %zu). Save the template as UTF-8."), name,
                   (gsize) (invalid - source) + 1);
      return NULL;
    }
  if (size >= 3 && memcmp (source, "\xef\xbb\xbf", 3) == 0)
    {
      source += 3;
      size -= 3;
    }

  self = g_new0 (VtTemplate, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->name = g_strdup (name);
  self->source = g_strndup (source, size);
  if (!vt_mustache_compile (self, size, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * vt_template_ref:
 * @self: a template
 *
 * Returns: (transfer full): @self, once more; from any thread
 */
VtTemplate *
vt_template_ref (VtTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * vt_template_unref:
 * @self: (transfer full): a template
 *
 * Gives one reference back, from any thread.
 */
void
vt_template_unref (VtTemplate *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->nodes);
  g_free (self->source);
  g_free (self->name);
  g_free (self);
}

/**
 * vt_template_get_name:
 * @self: a template
 *
 * Returns: (transfer none): the name it was made with
 */
const char *
vt_template_get_name (const VtTemplate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

static gboolean
render (VtTemplate *self,
        const VtTemplateLimits *limits,
        VtTemplateMemo *memo,
        const VtValue *context,
        VtTemplateLoader loader,
        gpointer user_data,
        GString *out,
        GError **error)
{
  Scope scope = { .value = context, .outer = NULL };
  Frame frame = { .template = self, .scope = &scope, .arguments = NULL };
  Renderer renderer = { .memo = memo, .loader = loader, .user_data = user_data, .out = out };
  gboolean ok;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (limits != NULL, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  renderer.limits = *limits;
  renderer.out_start = out->len;
  renderer.indent = g_string_new (NULL);
  ok = render_nodes (&renderer, &frame, 0, self->n_nodes, error);
  g_string_free (renderer.indent, TRUE);
  if (!ok)
    g_string_truncate (out, renderer.out_start);
  return ok;
}

/**
 * vt_template_render:
 * @self: a template
 * @context: (nullable): the data, unchanged while this runs
 * @loader: (nullable): gives the partials and parents
 * @user_data: for @loader
 * @out: the page is added here; on an error it is left as it was
 * @error: %VT_TEMPLATE_ERROR_LIMIT where the page nests more than 512 deep, exceeds 64 MiB or takes 50 million steps
 *
 * Renders @self with the data in @context. `{{name}}` escapes `& < > " '` for HTML text and quoted attributes;
 * `{{{name}}}` and `{{&name}}` do not. A name or a partial that is not there renders as nothing. Sections take `null`,
 * `false`, `0`,
 * `""` and `[]` for no; objects and arrays print as nothing.
 *
 * Returns: whether the whole page was rendered
 */
gboolean
vt_template_render (VtTemplate *self,
                    const VtValue *context,
                    VtTemplateLoader loader,
                    gpointer user_data,
                    GString *out,
                    GError **error)
{
  return vt_template_render_within (self, &default_limits, context, loader, user_data, out, error);
}

/**
 * vt_template_render_with_memo:
 * @self: a template
 * @memo: (nullable): what this thread drew from the same templates before
 * @context: as for vt_template_render(); its parts are not changed as long as @memo lives
 * @loader: as for vt_template_render()
 * @user_data: its data
 * @out: as for vt_template_render()
 * @error: a #VtTemplateError
 *
 * Draws like vt_template_render(), but takes partials that look up the same as before from @memo.
 *
 * Returns: whether it succeeded
 */
gboolean
vt_template_render_with_memo (VtTemplate *self,
                              VtTemplateMemo *memo,
                              const VtValue *context,
                              VtTemplateLoader loader,
                              gpointer user_data,
                              GString *out,
                              GError **error)
{
  return render (self, &default_limits, memo, context, loader, user_data, out, error);
}

/**
 * vt_template_render_within:
 * @self: a template
 * @limits: what the rendering may use
 * @context: (nullable): the data, unchanged while this runs
 * @loader: (nullable): gives the partials and parents
 * @user_data: for @loader
 * @out: the page is added here; on an error it is left as it was
 * @error: %VT_TEMPLATE_ERROR_LIMIT where the page exceeds @limits
 *
 * As vt_template_render() with limits of one's own.
 *
 * Returns: whether the whole page was rendered
 */
gboolean
vt_template_render_within (VtTemplate *self,
                           const VtTemplateLimits *limits,
                           const VtValue *context,
                           VtTemplateLoader loader,
                           gpointer user_data,
                           GString *out,
                           GError **error)
{
  return render (self, limits, NULL, context, loader, user_data, out, error);
}
