//! The caller of a request, and the capacities in which the caller may act.

use docket_domain::{Actor, CustomerKey, Role, SellerId};
use docket_platform::{Claims, Token, TokenError, TokenKind};

use crate::{App, AppError, Faults, auth::Proven};

/// The caller of a request: somebody without a token, or the bearer of a valid one. An invalid
/// token is refused, never ignored.
///
/// A caller has up to two capacities: the role of the token, and the buyer whose contact this
/// sign-in proved. Routes for members use the role, routes for buyers use the contact, and shared
/// routes use the role first and then the contact.
#[derive(Debug, Clone)]
pub struct Caller(Option<SignedIn>);

#[derive(Debug, Clone)]
struct SignedIn {
    /// The role, followed by the buyer if that is another capacity.
    capacities: Vec<Actor>,
    contact: Option<CustomerKey>,
    token: Token,
}

impl Caller {
    /// The actor in the token's role, if the caller signed in.
    #[must_use]
    pub fn actor(&self) -> Option<&Actor> {
        self.0.as_ref().and_then(|it| it.capacities.first())
    }

    /// The actor in the token's role.
    ///
    /// # Errors
    ///
    /// [`AppError::Unauthenticated`] when the caller did not sign in.
    pub fn signed_in(&self) -> Result<&Actor, AppError> {
        self.actor().ok_or(AppError::Unauthenticated)
    }

    /// All capacities in which the caller may act, the role first.
    ///
    /// # Errors
    ///
    /// [`AppError::Unauthenticated`] when the caller did not sign in.
    pub fn capacities(&self) -> Result<&[Actor], AppError> {
        self.0.as_ref().map(|it| &*it.capacities).ok_or(AppError::Unauthenticated)
    }

    /// The key of the contact that this sign-in proved.
    #[must_use]
    pub fn contact(&self) -> Option<&CustomerKey> {
        self.0.as_ref().and_then(|it| it.contact.as_ref())
    }

    /// The contact that this sign-in proved, for another session of this sign-in.
    #[must_use]
    pub fn proven(&self) -> Option<Proven> {
        Proven::of(&self.0.as_ref()?.token.claims)
    }

    /// The caller as the buyer whose contact this sign-in proved.
    #[must_use]
    pub fn buyer(&self) -> Option<&Actor> {
        let capacities = self.0.as_ref().map(|it| &*it.capacities)?;
        capacities.iter().find(|it| matches!(it, Actor::Buyer(_)))
    }

    /// The caller's token.
    ///
    /// # Errors
    ///
    /// [`AppError::Unauthenticated`] when the caller did not sign in.
    pub fn token(&self) -> Result<&Token, AppError> {
        self.0.as_ref().map(|it| &it.token).ok_or(AppError::Unauthenticated)
    }

    /// A caller who did not sign in.
    #[must_use]
    pub const fn unknown() -> Self {
        Self(None)
    }

    /// The bearer of an access token, after the token was verified.
    ///
    /// # Errors
    ///
    /// [`AppError::Token`] for one that is not valid; [`AppError::Store`] when what was revoked
    /// cannot be read.
    pub async fn bearer(app: &App, token: &str) -> Result<Self, AppError> {
        let token = app.keys.verifier().verify(TokenKind::Access, token, app.now())?;
        let signed_in = SignedIn::read(token).ok_or(TokenError::Invalid)?;
        app.revocations.check(&app.store, &signed_in.token, app.now()).await?;
        Ok(Self(Some(signed_in)))
    }
}

impl SignedIn {
    /// The caller that a token describes. `None` when Docket never issues a token with this
    /// content.
    fn read(token: Token) -> Option<Self> {
        let claims = &token.claims;
        let contact = match &claims.contact {
            Some(key) => Some(key.parse::<CustomerKey>().ok()?),
            None => None,
        };
        let mut capacities = vec![actor(claims)?];
        if let Some(buyer) = contact.clone().map(Actor::Buyer)
            && !capacities.contains(&buyer)
        {
            capacities.push(buyer);
        }
        // A buyer's id is the key of the proven contact.
        let buyers = capacities.iter().filter(|it| matches!(it, Actor::Buyer(_))).count();
        (buyers == usize::from(contact.is_some())).then_some(Self { capacities, contact, token })
    }
}

fn actor(claims: &Claims) -> Option<Actor> {
    let member = || claims.sub.parse().ok();
    let seller = || claims.seller.as_deref()?.parse().ok();
    match Role::from_name(&claims.role)? {
        Role::Buyer => claims.sub.parse().ok().map(Actor::Buyer),
        Role::Seller => Some(Actor::Seller { seller: seller()?, member: member()? }),
        Role::Driver => Some(Actor::Driver { seller: seller()?, member: member()? }),
        Role::Admin => member().map(Actor::Admin),
        Role::System => None,
    }
}

/// The seller that a request is about: the one in its `sellerId`, else the actor's own. This
/// function does not check that the actor manages the seller.
pub fn actor_seller(
    named: Option<&str>,
    actor: &Actor,
    pointer: &str,
    faults: &mut Faults,
) -> Option<SellerId> {
    match (named, actor) {
        (Some(id), _) => faults.parse(pointer, id),
        (None, Actor::Seller { seller, .. }) => Some(seller.clone()),
        (None, Actor::Admin(_) | Actor::Buyer(_) | Actor::Driver { .. } | Actor::System(_)) => {
            faults.add(pointer, "is required");
            None
        }
    }
}
