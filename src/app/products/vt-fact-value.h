#pragma once

#include "app/vt-workspace.h"

G_BEGIN_DECLS

/* What a fact is made of. Its value is text in one canonical form; "" is none. */
typedef enum
{
  VT_FACT_TEXT,    /* one line */
  VT_FACT_MONEY,   /* an amount of the shop's currency; its value is minor units */
  VT_FACT_NUMBER,  /* a whole number from 0 on */
  VT_FACT_TAGS,    /* words with commas between; its value has them in order, each once */
  VT_FACT_WEIGHT,  /* a number with a unit; its value is grams and the unit: "2500 kg" */
  VT_FACT_BARCODE, /* one line; a check digit that does not fit is told, and taken */
  VT_FACT_HANDLE,  /* part of a web address; told of when it is left, as each one that was used goes on leading there */
  VT_FACT_DATE     /* a day and perhaps a time of this computer's zone; its value is UTC microseconds */
} VtFactKind;

#define VT_TYPE_FACT_KIND (vt_fact_kind_get_type ())
GType vt_fact_kind_get_type (void);

char *
vt_fact_value_from_text (VtWorkspace *workspace, VtFactKind kind, const char *was, const char *text, char **problem);
char *vt_fact_value_to_text (VtWorkspace *workspace, VtFactKind kind, const char *value);
char *vt_fact_value_advise (VtFactKind kind, const char *value);

G_END_DECLS
