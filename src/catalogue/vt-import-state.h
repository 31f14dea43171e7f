#pragma once

#include "catalogue/vt-import-private.h"

G_BEGIN_DECLS

/* What the parts of an import share; formats do not look in here. */

/* A collection that a file describes, to be there before the products. */
typedef struct
{
  char *title;   /* (owned) */
  char *parent;  /* (owned) (nullable) */
  char *picture; /* (owned) (nullable) as VtImportPhoto has its source */
} VtImportDescribed;

/* A row that could not be read. */
typedef struct
{
  guint line;
  char *message; /* (owned) */
} VtImportBadRow;

/* One of the product files. */
typedef struct
{
  char *path; /* (owned) */
  const VtImportFormat *format;
  guint64 bytes;
} VtImportFile;

/* What became of a photo's source. */
typedef struct
{
  VtMedia *media; /* (owned) (nullable) */
  char *problem;  /* (owned) (nullable) a sentence: why there is none */
} VtImportPicture;

struct _VtImport
{
  VtImportOptions options; /* its texts are owned */
  VtImportOptions found;   /* the same, with what was found out about the first file; its texts are not */
  char **languages;        /* (owned) (nullable) of the shop, the first first; while it is applied */
  GPtrArray *files;        /* (owned) (element-type VtImportFile) */
  char **companions;       /* (owned) files that belong to them */
  char **columns;          /* (owned) header of the first file */
  GPtrArray *sample;       /* (owned) (element-type GStrv) first rows of the first file */
  GPtrArray *described;    /* (owned) (element-type VtImportDescribed) */
  GPtrArray *notes;        /* (owned) (element-type utf8) that opening the files gave */
  GHashTable *pictures;    /* (owned) (nullable) (element-type utf8 VtImportPicture) once they were staged */
  GHashTable *matches;     /* (owned) (nullable) (element-type utf8 GStrv) photos by the handle or SKU in their names */
  gboolean has_images;     /* the caller named them: not finding them is an error */
  VtImportProgress progress;
  gpointer progress_data;
  guint64 total_bytes;

  VtArena *arena;     /* (owned) of the results */
  GPtrArray *results; /* (owned) (element-type VtImportResult) */
  VtImportSummary summary;
  guint n_products;
  guint n_not_asked; /* photos of which nothing is known */
};

struct _VtImportSource
{
  const VtImport *import;      /* (unowned) */
  const VtImportFile *file;    /* (unowned) */
  VtCsvReader *reader;         /* (owned) */
  GPtrArray *header;           /* (owned) (element-type utf8) */
  guint n_preamble;            /* rows above the header */
  VtCsvRow row;                /* as it was read */
  GPtrArray *cells;            /* (owned) (element-type utf8) of the row, normalised; %NULL: not yet asked for */
  GPtrArray *owned;            /* (owned) (element-type utf8) those of them that took more than trimming */
  GPtrArray *sample;           /* (owned) (element-type GStrv) the first rows */
  VtDecimalEvidence *evidence; /* (owned) of each column, from the first rows */
  VtDecimal decimal;           /* of amounts; unknown: each column has its own */
  GPtrArray *bad_rows;         /* (owned) (element-type VtImportBadRow) not yet told */
  GPtrArray *notes;            /* (owned) (element-type utf8) */
  GPtrArray *described;        /* (owned) (element-type VtImportDescribed) */
};

VtImportSource *vt_import_source_new (const VtImport *import, const VtImportFile *file, GError **error);
void vt_import_source_free (VtImportSource *self);
guint64 vt_import_source_get_position (VtImportSource *self);
VtImportProduct *vt_import_source_take_bad_row (VtImportSource *self);
void vt_import_source_get_dialect (VtImportSource *self, VtCsvDialect *dialect);
void vt_import_described_free (VtImportDescribed *self);

/* The products of all files, checked and made ready for the shop, one after another. */
typedef struct _VtImportStream VtImportStream;

VtImportStream *vt_import_stream_new (const VtImport *import);
void vt_import_stream_free (VtImportStream *self);
gboolean vt_import_stream_next (VtImportStream *self, VtImportProduct **product, GError **error);
const GPtrArray *vt_import_stream_get_notes (VtImportStream *self);
guint64 vt_import_stream_get_position (VtImportStream *self);

/* The same, read ahead by a thread of its own. */
typedef struct _VtImportPipe VtImportPipe;

VtImportPipe *vt_import_pipe_new (const VtImport *import);
void vt_import_pipe_free (VtImportPipe *self);
gboolean vt_import_pipe_next (VtImportPipe *self, VtImportProduct **product, GError **error);
guint64 vt_import_pipe_get_position (VtImportPipe *self);
const GPtrArray *vt_import_pipe_get_notes (VtImportPipe *self);

void vt_import_product_check (VtImportProduct *self);
void vt_import_product_match_photos (VtImportProduct *self, const VtImport *import);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtImportPipe, vt_import_pipe_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtImportSource, vt_import_source_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VtImportStream, vt_import_stream_free)

G_END_DECLS
