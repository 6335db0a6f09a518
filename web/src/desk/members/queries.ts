/** Queries and changes of members; changes are made on the displayed version. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyOf } from "~/api/client";
import { type Whole, wholeList } from "~/api/pages";
import type { components } from "~/api/schema";
import { useDesk } from "../desk-context";
import { meQuery } from "../who";

export type Member = components["schemas"]["Member"];
export type MemberChange = BodyOf<"/api/members/{id}", "patch">;
export type NewMember = BodyOf<"/api/members", "post">;

/** The interval of reads that find accepted invitations. */
const AGAIN = 30_000;
const WAITING = 5_000;

/** The seller's members. `admins` are those without a seller; only administrators may read them. */
export function useMembers(admins: boolean) {
  const { session, seller } = useDesk();
  const whose = admins ? { role: "admin" as const } : { sellerId: seller.id };
  return useQuery({
    queryKey: ["members", admins ? "admins" : seller.id],
    queryFn: () =>
      wholeList(
        (cursor) => session.client.ask("get", "/api/members", { query: { ...whose, limit: 100, cursor } }),
        ({ members }) => members,
      ),
    refetchInterval: AGAIN,
  });
}

const memberKey = (id: string) => ["member", id];

export function useMember(id: string) {
  const { session } = useDesk();
  return useQuery({
    queryKey: memberKey(id),
    queryFn: async () => (await session.client.ask("get", "/api/members/{id}", { path: { id } })).member,
    // The person may be about to change it, so the present state is read, not a cached one.
    staleTime: 0,
    // After an invitation, the page waits for its acceptance.
    refetchInterval: ({ state }) => state.data?.status === "invited" && WAITING,
  });
}

/** Sends changes of members; the list and the page show the response. */
export function useMemberChanges() {
  const { session, me } = useDesk();
  const queries = useQueryClient();
  const show = (member: Member): Member => {
    queries.setQueryData(memberKey(member.id), member);
    queries.setQueriesData<Whole<Member>>({ queryKey: ["members"] }, (was) => {
      return was && { ...was, entries: was.entries.map((one) => (one.id === member.id ? member : one)) };
    });
    void queries.invalidateQueries({ queryKey: ["members"] });
    if (member.id === me.member?.id) void queries.invalidateQueries(meQuery);
    return member;
  };
  const send = async ({ id, version }: Member, body: MemberChange): Promise<Member> => {
    const asked = { path: { id }, ifMatch: version, body };
    return (await session.client.ask("patch", "/api/members/{id}", asked)).member;
  };
  return {
    async change(member: Member, body: MemberChange): Promise<Member> {
      return show(await send(member, body));
    },
    async invite(body: NewMember, idempotencyKey: string): Promise<Member> {
      return show((await session.client.ask("post", "/api/members", { body, idempotencyKey })).member);
    },
    /** Enabling a member again invites the contacts that were never accepted. */
    async inviteAgain(member: Member): Promise<Member> {
      return show(await send(await send(member, { disabled: true }), { disabled: false }));
    },
  };
}
