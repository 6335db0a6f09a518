import type { BodyOf } from "~/api/client";
import type { components } from "~/api/schema";

export type Product = components["schemas"]["Product"];
export type Stock = components["schemas"]["StockView"];
export type StockChange = components["schemas"]["StockChange"];
export type NewProduct = BodyOf<"/api/products", "post">;
export type ProductChange = BodyOf<"/api/products/{id}", "patch">;
export type StockAdjustment = BodyOf<"/api/products/{id}/stock", "post">;
