#pragma once

#include "search/engine/vix-arena.h"
#include "search/engine/vix-reader.h"

/* The most that one query does, however it is written and however large the index. */
#define VIX_TERMS_MAX        16u      /* words that count; the rest of a longer query is left out */
#define VIX_ALTERNATIVES_MAX 24u      /* ways to read one of them */
#define VIX_NODES_MAX        400000u  /* letters of the dictionary looked at for corrections */
#define VIX_POSTINGS_MAX     4000000u /* documents of words gone to, and words of documents read */
#define VIX_NODES_SLACK      64u      /* the last node is read to its end */
#define VIX_POSTINGS_SLACK   1024u    /* the last document is compared with all words */
#define VIX_HITS_MAX         1000u    /* offset and limit together */
#define VIX_FILTERS_MAX      16u

/* Why a word of the index stands for one of the query. */
typedef enum
{
  VIX_REASON_EXACT,
  VIX_REASON_STEM,       /* another form of it */
  VIX_REASON_JOINED,     /* it and its neighbour, written as one */
  VIX_REASON_COMPLETION, /* it is being typed */
  VIX_REASON_CORRECTION,
  VIX_REASON_SOUND,
  VIX_REASON_SYNONYM,
  VIX_REASON_COLOUR,
  VIX_REASON_SEEN, /* a photograph shows the colour */
} VixReason;

typedef struct
{
  uint32_t word;
  uint32_t weight;  /* 256: as good as the word itself */
  uint32_t outside; /* the same where it stands in no title and no colour */
  VixReason reason;
  int32_t likely; /* how likely it is meant, in bits (1/256); compared among the alternatives of one term */
  uint32_t n_documents;
  uint32_t seen; /* documents where the other words agree */
} VixAlternative;

/* A word of the query, and what it is taken for. */
typedef struct
{
  VixText text; /* as it is compared */
  uint32_t start;
  uint32_t end;         /* where it stands in the query */
  bool optional;        /* it may be missing: a stop word */
  bool typing;          /* the last one, perhaps not yet whole */
  bool known;           /* the index has it as it stands */
  bool dropped;         /* no document has it with the others */
  uint32_t colours;     /* bits of VixColour it means */
  uint32_t phrase;      /* words in the same quotation marks share a number; 0 for none */
  uint32_t information; /* how much it tells, in bits (1/256) */
  uint32_t n_alternatives;
  VixAlternative alternatives[VIX_ALTERNATIVES_MAX];
  uint32_t first; /* words that begin so, from first up to last: found too when too little is found */
  uint32_t last;
} VixTerm;

/* A column of text has the value, or one of numbers lies from low to high. */
typedef struct
{
  uint32_t column;
  uint32_t value;
  int64_t low;
  int64_t high;
} VixFilter;

typedef struct
{
  const char *text;
  size_t length;
  bool typing; /* the last word may be the beginning of one */
  uint32_t offset;
  uint32_t limit;
  const VixFilter *filters; /* filters of one column: any of them; of different ones: all */
  uint32_t n_filters;
  bool sorted; /* by a column of numbers instead of how well it fits */
  bool descending;
  uint32_t sort_column;
} VixQuery;

typedef struct
{
  uint32_t document;
  uint32_t score;
} VixHit;

typedef struct _VixRun VixRun;

typedef struct
{
  const VixRun *run; /* for vix_explain() */
  VixTerm *terms;
  uint32_t n_terms;
  const VixHit *hits; /* from offset on */
  uint32_t n_hits;
  const VixHit *found; /* all documents with all words, or when there are none all that were found; in no order */
  uint32_t n_found;
  bool relaxed;      /* words had to be dropped, see the terms, or phrases undone */
  bool corrected;    /* words were taken for others: see the terms */
  uint32_t n_pinned; /* of the first of all hits: they stand there because somebody wants it */
  VixText redirect;  /* where the query leads instead; no length: nowhere */
  uint32_t n_nodes;
  uint32_t n_postings;
} VixResult;

size_t vix_query_arena_size (const VixIndex *index);
bool vix_query_run (const VixIndex *index, const VixQuery *query, VixArena *arena, VixResult *result);
