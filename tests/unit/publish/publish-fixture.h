#pragma once

#include "shop/vt-shop.h"
#include "site/vt-site.h"
#include "tests/support/vt-test-shop.h"

/* The sample shop, in a folder, without pictures: what it names are no files. */
typedef struct
{
  char *folder;
  VtShop *shop;
  VtSite *site;
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);
