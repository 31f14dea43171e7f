#pragma once

#include "search/engine/vix-query.h"
#include "search/engine/vix-words.h"

/* One query being answered. */
typedef struct
{
  const VixIndex *index;
  const VixQuery *query;
  VixArena *arena;
  VixTerm terms[VIX_TERMS_MAX];
  uint32_t n_terms;
  uint32_t colours; /* that the query asks for */
  uint32_t n_nodes; /* looked at so far */
  uint32_t n_postings;
} VixRun;

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

/* How a document fits. */
typedef struct
{
  uint32_t score;
  uint32_t covered; /* information of the terms it has */
  bool in_title;    /* it has all of them there */
} VixFit;

uint32_t vix_segment (const VixIndex *index, const VixWord *word, VixWord *parts, uint32_t n_max);
void vix_plan (VixRun *run);
bool vix_term_add (const VixRun *run, VixTerm *term, uint32_t word, uint32_t weight, VixReason reason, int32_t likely);
void vix_term_settle (const VixRun *run, VixTerm *term);

void vix_complete (VixRun *run, VixTerm *term);
void vix_shorten (VixRun *run, VixTerm *term);
void vix_correct (VixRun *run, VixTerm *term, uint32_t edits);
void vix_join_corrected (VixRun *run, uint32_t term);
bool vix_split (VixRun *run, uint32_t term);

uint32_t vix_match_all (VixRun *run, VixHit *found, bool count_agreement);
uint32_t vix_match_some (VixRun *run, VixHit *found, uint32_t n_found, uint32_t needed, VixHit *more);
void vix_rank (VixRun *run, VixHit *hits, uint32_t n);
uint32_t vix_select (VixHit *hits, uint32_t n, uint32_t wanted);
