#pragma once

#include "shop/vt-shop.h"
#include "site/vt-site.h"

#include "support/vt-test-shop.h"

/* A small shop in a folder of its own, its storefront, and requests at a fixed time. */
typedef struct
{
  char *folder;         /* (owned) temporary */
  char *path;           /* (owned) the shop in it */
  VtShop *shop;         /* (owned) */
  VtSite *site;         /* (owned) */
  VtSnapshot *snapshot; /* (owned) */
  VtSiteRequest request;
  VtSiteBackend backend;
} SiteFixture;

void site_fixture_set_up (SiteFixture *self, gconstpointer data);
void site_fixture_tear_down (SiteFixture *self, gconstpointer data);
void site_fixture_write (SiteFixture *self, VtShopJob job, gpointer data);

/* @address may have a query. */
VtSiteResponse *site_get (SiteFixture *self, const char *address);
VtSiteResponse *site_post (SiteFixture *self, const char *path, const char *form);
const char *site_text (const VtSiteResponse *response);
char *site_get_text (SiteFixture *self, const char *address, guint status);

#define site_test(path, func)                                                                                          \
  g_test_add ((path), SiteFixture, NULL, site_fixture_set_up, (func), site_fixture_tear_down)
#define assert_has(text, part)                                                                                         \
  do                                                                                                                   \
    {                                                                                                                  \
      if (strstr ((text), (part)) == NULL)                                                                             \
        g_error ("%s:%d: “%s” is missing in:\n%s", __FILE__, __LINE__, (part), (text));                                \
    }                                                                                                                  \
  while (0)
#define assert_lacks(text, part)                                                                                       \
  do                                                                                                                   \
    {                                                                                                                  \
      if (strstr ((text), (part)) != NULL)                                                                             \
        g_error ("%s:%d: “%s” should not be in:\n%s", __FILE__, __LINE__, (part), (text));                             \
    }                                                                                                                  \
  while (0)
