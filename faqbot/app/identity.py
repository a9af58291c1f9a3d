"""Who may come in: the provider that signs staff in, and the networks that are let through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faqbot.settings import Settings

if TYPE_CHECKING:
    from faqbot.identity.accounts import Accounts
    from faqbot.identity.networks import Networks
    from faqbot.identity.single_sign_on import SingleSignOn
    from faqbot.store.base import Store


def make_sso(store: Store, accounts: Accounts, settings: Settings) -> SingleSignOn | None:
    """Signing in with the provider of the settings; None where there is none.

    Raises:
        SettingsError: the provider's address is not safe.
    """
    if not settings.oidc_issuer:
        return None
    from faqbot.identity.claims import ClaimMap
    from faqbot.identity.provider import Client, Provider
    from faqbot.identity.single_sign_on import SingleSignOn
    from faqbot.staff.accounts import Role

    claims = ClaimMap(
        role_claim=settings.oidc_role_claim,
        roles={theirs: Role(ours) for theirs, ours in settings.oidc_roles.items()},
        department_claim=settings.oidc_department_claim,
        departments=settings.oidc_departments,
    )
    client = Client(settings.oidc_issuer, settings.oidc_client, settings.oidc_secret)
    return SingleSignOn(store, accounts, Provider(client), claims)


def make_networks(settings: Settings) -> Networks:
    """The networks of the settings, and the proxies that are believed.

    Raises:
        SettingsError: one of them is no network.
    """
    from faqbot.identity.networks import Networks, Surface, read_networks

    given = {
        Surface.API: settings.api_networks,
        Surface.DESK: settings.desk_networks,
        Surface.PANEL: settings.panel_networks,
        Surface.METRICS: settings.metrics_networks,
    }
    return Networks(
        read_networks("FAQBOT_PROXIES", settings.proxies),
        {each: read_networks(f"FAQBOT_{each.name}_NETWORKS", texts) for each, texts in given.items()},
    )
