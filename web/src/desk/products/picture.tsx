/**
 * A product's image. That of an inactive product is for staff alone, and an image of a page cannot say who asks: it is
 * read as a file, and shown from there.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Icon } from "~/ui/icon";
import { useDesk } from "../desk-context";
import type { Product } from "./types";

/** A file as an address that an image can be shown from. */
export function useFileAddress(file: Blob | null | undefined): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    setAddress(undefined);
    if (!file) return;
    const reader = new FileReader();
    reader.onload = () => setAddress(typeof reader.result === "string" ? reader.result : undefined);
    reader.readAsDataURL(file);
    return () => reader.abort();
  }, [file]);
  return address;
}

/** Where the image can be shown from. */
export function useImageAddress({ image, active }: Pick<Product, "image" | "active">): string | undefined {
  const { session } = useDesk();
  const url = image?.url;
  const { data } = useQuery({
    queryKey: ["product-image", url],
    queryFn: async () =>
      (await session.client.send("get", url ?? "", { headers: { accept: "image/*" } })).blob(),
    enabled: url !== undefined && !active,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const read = useFileAddress(data);
  return active ? url : read;
}

/** A small one beside the name, which says the same. */
export function Thumbnail({ product }: { product: Product }) {
  const address = useImageAddress(product);
  const [broken, setBroken] = useState<string>();
  return (
    <span className="p-image">
      {address !== undefined && address !== broken ? (
        <img loading="lazy" src={address} alt="" width="40" height="40" onError={() => setBroken(address)} />
      ) : (
        <Icon name="image" />
      )}
    </span>
  );
}
