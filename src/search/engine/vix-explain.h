#pragma once

#include "search/engine/vix-query.h"
#include "search/engine/vix-verdict.h"

/* How the words of a query stand in what a product is called. */
typedef struct
{
  uint32_t side_by_side; /* 256ths added for words that follow each other there as in the query */
  uint32_t whole;        /* for how much of it the query is */
  uint32_t at_start;     /* for beginning with a word of the query */
  uint32_t at_end;       /* for ending with the last word */
  bool behind_for;       /* the words stand only behind "for": it is what the product is used with */
  uint32_t factor;       /* what all that makes, in 256ths; 256: nothing */
} VixTitleFit;

/* What one word of the query has to do with a document. */
typedef struct
{
  bool matched;
  VixReason reason;
  uint32_t word;   /* of the index, that stands for it */
  uint32_t fields; /* bits of the fields where that word stands */
  uint32_t score;  /* its part of the sum */
} VixTermFit;

/* How a document came to its score: the sum of the terms, times all the factors. */
typedef struct
{
  uint32_t n_terms;
  VixTermFit terms[VIX_TERMS_MAX]; /* as VixResult.terms */
  uint32_t sum;
  bool complete;        /* it has all words, and those in quotation marks side by side */
  uint32_t in_title;    /* 256ths: all words stand in what it is called */
  uint32_t share;       /* 256ths: how much of the query it has; 256 when complete */
  uint32_t near_colour; /* 256ths: less than 256 where only a near colour, or none, is there */
  VixTitleFit title;
  VixVerdict verdict; /* what is said about it for this query: weights count, a pin is before every score */
  uint32_t seen;      /* 256ths: less than 256 where only a photograph shows the colour, the less the worse it fits */
  uint32_t score;
} VixExplanation;

/* Bytes of a text. */
typedef struct
{
  uint32_t start;
  uint32_t end;
} VixRange;

void vix_explain (const VixIndex *index, const VixResult *result, uint32_t document, VixExplanation *explanation);
uint32_t vix_highlight (const VixIndex *index,
                        const VixResult *result,
                        const char *text,
                        size_t length,
                        VixRange *ranges,
                        uint32_t n_max);
void vix_count_values (const VixIndex *index, const VixResult *result, uint32_t column, uint32_t *counts);
