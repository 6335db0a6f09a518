import { expect, test } from "vitest";
import openapi from "../../../../../docs/openapi.json?raw";
import { ID, LIMITS, NAME, NOTE } from "./limits";

const schema = JSON.parse(openapi).components.schemas;

test("the limits are those of the API", () => {
  expect(LIMITS).toEqual({
    name: schema.Name.maxLength,
    category: schema.Name.maxLength,
    description: schema.Note.maxLength,
    count: schema.Count.maximum,
    stock: schema.Stock.maximum,
    amount: schema.Amount.maximum,
    extras: schema.CreateProduct.properties.addons.maxItems,
  });
  expect(schema.AdjustStock.properties.change.maximum).toBe(LIMITS.stock);
  expect(ID).toBe(schema.ProductId.pattern);
  expect(ID).toBe(schema.AddonId.pattern);
  expect(NAME).toBe(schema.Name.pattern);
  expect(NOTE).toBe(schema.Note.pattern);
});
