#pragma once

#include "base/vt-db.h"

G_BEGIN_DECLS

/* A fact about who sells, that the law of a country asks for or that its shoppers look for. */
typedef struct
{
  const char *key;   /* of the setting that holds it: "legal.tax-id" */
  const char *label; /* for the merchant; marked for translation */
  const char *mark;  /* what stands before the value on a page: "NIF"; "" when it speaks for itself */
  const char *hint;  /* how it looks: "500 000 000" */
  gboolean required; /* by law; else shoppers expect it */
  gboolean (*check) (const char *value); /* (nullable) any text */
  const char *wrong;                     /* what to do when the check fails; marked for translation */
} VtLegalFact;

/* A fact with the shop's value. */
typedef struct
{
  const VtLegalFact *fact; /* (unowned) */
  const char *mark;        /* (unowned) the fact's, or what the value turns out to be: "CPF" */
  char *value;             /* "" when it is missing */
  char *problem;           /* (nullable) a sentence: what is missing or wrong */
} VtLegalValue;

const VtLegalFact *vt_legal_facts (const char *country, guint *n_facts);
int vt_legal_withdrawal_days (const char *country);
GPtrArray *vt_legal_list (VtDb *db, GError **error);
gboolean vt_legal_set (VtDb *db, const char *key, const char *value, GError **error);
void vt_legal_value_free (VtLegalValue *self);

G_END_DECLS
