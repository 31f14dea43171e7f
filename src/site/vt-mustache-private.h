#pragma once

#include "site/vt-mustache.h"

G_BEGIN_DECLS

typedef enum
{
  VT_NODE_TEXT,     /* the source from start, length bytes */
  VT_NODE_INDENT,   /* a line begins here with something else than text */
  VT_NODE_VARIABLE, /* {{name}} */
  VT_NODE_RAW,      /* {{{name}}} or {{&name}} */
  VT_NODE_SECTION,  /* {{#name}}, its content up to end */
  VT_NODE_INVERTED, /* {{^name}}, its content up to end */
  VT_NODE_PARTIAL,  /* {{>name}} */
  VT_NODE_PARENT,   /* {{<name}}, up to end nothing but its arguments */
  VT_NODE_ARGUMENT, /* {{$name}} directly inside a parent, its content up to end */
  VT_NODE_BLOCK,    /* {{$name}} elsewhere, its default content up to end */
} VtNodeKind;

typedef enum
{
  VT_NODE_LINE_START = 1 << 0, /* this text is the first thing on its line */
  VT_NODE_STANDALONE = 1 << 1, /* alone on its line: what it brings in is indented by indent */
  VT_NODE_DYNAMIC = 1 << 2,    /* the name is to be looked up: {{>*name}} */
  VT_NODE_ENDS_LF = 1 << 3,    /* this block's last line went with its tag; end it again after an argument */
  VT_NODE_ENDS_CRLF = 1 << 4,
} VtNodeFlags;

/* Offsets count bytes of the template's source. A name ends with a NUL, written over the byte after it; in a dotted
 * name each dot is a NUL too, so that a name is n_parts strings in a row. */
typedef struct
{
  guint8 kind;
  guint8 flags;
  guint16 n_parts; /* 0 for {{.}} */
  guint32 line;
  guint32 start;
  guint32 length;
  guint32 end; /* index of the first node behind the content */
  guint32 indent;
  guint32 indent_length;
} VtNode;

struct _VtTemplate
{
  gatomicrefcount ref_count;
  char *name;    /* (owned) for messages */
  char *source;  /* (owned) */
  VtNode *nodes; /* (owned) */
  guint n_nodes;
};

gboolean vt_mustache_compile (VtTemplate *self, gsize length, GError **error);

G_END_DECLS
