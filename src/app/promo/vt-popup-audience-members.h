#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The rows; each is one member of the audience, but for VT_AUDIENCE_PATHS, which are pages too. */
typedef enum
{
  VT_AUDIENCE_VISITORS,
  VT_AUDIENCE_SUBSCRIBED,
  VT_AUDIENCE_DEVICES,
  VT_AUDIENCE_LANGUAGES,
  VT_AUDIENCE_COUNTRIES,
  VT_AUDIENCE_SOURCES,
  VT_AUDIENCE_CAMPAIGNS,
  VT_AUDIENCE_VIEWS,
  VT_AUDIENCE_PAGES,
  VT_AUDIENCE_PATHS,
  VT_AUDIENCE_NOT_PAGES,
  VT_AUDIENCE_COLLECTIONS,
  VT_AUDIENCE_SOLD_OUT,
  VT_AUDIENCE_CART,
  VT_AUDIENCE_CART_FROM,
  VT_AUDIENCE_CART_BELOW,
  VT_AUDIENCE_CART_PRODUCTS,
  VT_AUDIENCE_CART_COLLECTIONS,
  VT_AUDIENCE_N
} VtAudienceMember;

typedef enum
{
  VT_AUDIENCE_WORD,    /* a row with choices */
  VT_AUDIENCE_CHOICES, /* texts that are ticked */
  VT_AUDIENCE_IDS,     /* numbers that are ticked */
  VT_AUDIENCE_TEXTS,   /* a field with commas */
  VT_AUDIENCE_COUNT,
  VT_AUDIENCE_MONEY,
  VT_AUDIENCE_FLAG
} VtAudienceKind;

typedef enum
{
  VT_AUDIENCE_WHO,
  VT_AUDIENCE_FROM,
  VT_AUDIENCE_WHERE,
  VT_AUDIENCE_BAG,
  VT_AUDIENCE_N_GROUPS
} VtAudienceGroup;

/* A row of the audience. Texts are untranslated. */
typedef struct
{
  const char *member;
  VtAudienceKind kind;
  VtAudienceGroup expander;
  const char *title;
  const char *hint; /* what nothing means */
  const char *const *words;
  const char *const *names;
} VtAudienceFact;

extern const VtAudienceFact vt_audience_facts[VT_AUDIENCE_N];

G_END_DECLS
