#pragma once

#include "search/engine/vix-colour-words.h"
#include "search/engine/vix-explain.h"
#include "search/engine/vix-verdict.h"
#include "search/engine/vix-words.h"

#define VIX_TITLE_BONUS    320u /* of 256: all words stand in what the product is called */
#define VIX_STEM_WEIGHT    120u /* of 256: for another form of a word */
#define VIX_JOINED_WEIGHT  160u /* of 256: for a word and its neighbour written as one */
#define VIX_SYNONYM_WEIGHT 230u
#define VIX_OUTSIDE_COLOUR 60u /* of 256: a colour said elsewhere is mostly that of something else */
#define VIX_FORMS_MAX      8u  /* of one word */
#define VIX_SYNONYMS_MAX   8u  /* of one word */
#define VIX_RANGE_WEIGHT   40u /* of 256: for words that begin so but are not among the likely ones */

/* One query being answered. */
struct _VixRun
{
  const VixIndex *index;
  const VixQuery *query;
  VixArena *arena;
  VixTerm terms[VIX_TERMS_MAX];
  uint32_t n_terms;
  uint32_t colours; /* that the query asks for */
  bool has_phrases;
  bool has_words; /* documents have all words, be it not as the phrases want them */
  VixVerdicts verdicts;
  uint32_t n_nodes; /* looked at so far */
  uint32_t n_postings;
};

/* A term while documents are compared. */
typedef struct
{
  const VixTerm *term;
  VixCursor *cursors; /* one for each alternative */
  uint8_t *map;       /* (nullable) for each document what the words that begin so say */
  uint32_t n;
  uint32_t document; /* the nearest of all of them */
  uint64_t size;     /* documents, counted once for each alternative */
} VixStream;

typedef struct
{
  uint32_t word;
  uint32_t term; /* its bit */
} VixPhraseWord;

/* The words in quotation marks. */
typedef struct
{
  uint32_t starts; /* bits: the first term of each phrase */
  uint32_t ends;   /* the last of each; 0 when there are no phrases */
  VixPhraseWord words[VIX_TERMS_MAX * VIX_ALTERNATIVES_MAX];
  uint32_t n;
} VixPhrases;

#define VIX_SIGHTS_MAX 4u

/* A colour that the query asks for, with what says which part of it: "dark green". */
typedef struct
{
  VixColourRegion region;
  uint32_t colours; /* bits of VixColour */
  bool doubtful;    /* the word may mean something else, too */
} VixSight;

/* Those that photographs can be asked about. */
typedef struct
{
  VixSight sights[VIX_SIGHTS_MAX];
  uint32_t n;
} VixSights;

/* How a document fits. */
typedef struct
{
  uint32_t score;
  uint32_t covered; /* information of the terms it has */
  bool in_title;    /* it has all of them there */
} VixFit;

/* What an alternative says of the document that the cursor is at. */
static inline uint32_t
vix_score (const VixIndex *index, const VixAlternative *alternative, const VixCursor *cursor)
{
  bool is_strong = (cursor->fields & (index->title_fields | index->colour_fields)) != 0;

  return cursor->impact * (is_strong ? alternative->weight : alternative->outside);
}

/* How much of a query a document has, in 256ths. */
static inline uint32_t
vix_share (uint32_t covered, uint32_t information)
{
  return information == 0 ? 256 : (uint32_t) ((uint64_t) covered * 256 / information);
}

/* The score of a document that lacks words. */
static inline uint32_t
vix_score_some (uint32_t sum, uint64_t share, uint32_t colour_bonus)
{
  return (uint32_t) (share * share * share / 256 * sum / 65536 * colour_bonus / 256);
}

uint32_t vix_segment (const VixIndex *index, const VixWord *word, const char *source, VixWord *parts, uint32_t n_max);
void vix_plan (VixRun *run);
void vix_add_colours (VixRun *run, VixTerm *term, const VixColourWord *colour, bool sure, uint32_t weight);
bool vix_term_add (const VixRun *run, VixTerm *term, uint32_t word, uint32_t weight, VixReason reason, int32_t likely);
void vix_term_settle (const VixRun *run, VixTerm *term);

void vix_complete (VixRun *run, VixTerm *term);
void vix_shorten (VixRun *run, VixTerm *term);
void vix_correct (VixRun *run, VixTerm *term, uint32_t edits);
void vix_join_corrected (VixRun *run, uint32_t term);
bool vix_split (VixRun *run, uint32_t term);

void vix_phrases_find (const VixRun *run, VixPhrases *self);
bool vix_phrases_are_in (const VixPhrases *self, const VixIndex *index, uint32_t document, uint32_t *n_read);

bool vix_has_filters (const VixRun *run, uint32_t document);
uint32_t vix_match_all (VixRun *run, VixHit *found, bool count_agreement);
uint32_t vix_match_some (VixRun *run, VixHit *found, uint32_t n_found, uint32_t needed, VixHit *more);
uint32_t vix_colour_bonus (const VixRun *run, uint32_t document, uint32_t near);
VixTitleFit vix_fit_title (const VixRun *run, uint32_t document);
void vix_sights_find (const VixRun *run, VixSights *self);
uint32_t vix_sights_fit (const VixSights *self, const VixIndex *index, uint32_t document);
void vix_rank (VixRun *run, VixHit *hits, uint32_t n);
uint32_t vix_select (VixHit *hits, uint32_t n, uint32_t wanted);
