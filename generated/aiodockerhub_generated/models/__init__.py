"""The models of Docker Hub's requests and responses, loaded on first use."""

from typing import TYPE_CHECKING

from .._lazy import lazy

if TYPE_CHECKING:
    from .allowlist_item import AllowlistItem
    from .allowlist_page import AllowlistPage
    from .audit_log import AuditLog
    from .audit_log_action import AuditLogAction
    from .audit_log_action_catalog import AuditLogActionCatalog
    from .audit_log_action_group import AuditLogActionGroup
    from .audit_log_page import AuditLogPage
    from .bulk_invite_result import BulkInviteResult
    from .bulk_invites import BulkInvites
    from .catalog_entry import CatalogEntry
    from .catalog_label import CatalogLabel
    from .catalog_logo import CatalogLogo
    from .catalog_publisher import CatalogPublisher
    from .catalog_search import CatalogSearch
    from .category import Category
    from .collaborator import Collaborator
    from .collaborator_page import CollaboratorPage
    from .created_org_access_token import CreatedOrgAccessToken
    from .created_token import CreatedToken
    from .current_user import CurrentUser
    from .custom_registry import CustomRegistry
    from .dockerfile import Dockerfile
    from .group import Group
    from .group_member import GroupMember
    from .group_member_page import GroupMemberPage
    from .group_page import GroupPage
    from .image_layer import ImageLayer
    from .immutable_tags_matches import ImmutableTagsMatches
    from .immutable_tags_settings import ImmutableTagsSettings
    from .invite import Invite
    from .invite_page import InvitePage
    from .login_token import LoginToken
    from .namespace_page import NamespacePage
    from .namespace_policy import NamespacePolicy
    from .org_access_token import OrgAccessToken
    from .org_access_token_page import OrgAccessTokenPage
    from .org_access_token_resource import OrgAccessTokenResource
    from .org_member import OrgMember
    from .org_member_page import OrgMemberPage
    from .org_member_row import OrgMemberRow
    from .organization_settings import OrganizationSettings
    from .personal_access_token import PersonalAccessToken
    from .personal_access_token_page import PersonalAccessTokenPage
    from .profile import Profile
    from .registry_access import RegistryAccess
    from .registry_settings import RegistrySettings
    from .repository import Repository
    from .repository_group import RepositoryGroup
    from .repository_group_page import RepositoryGroupPage
    from .repository_list_entry import RepositoryListEntry
    from .repository_list_entry_page import RepositoryListEntryPage
    from .repository_permissions import RepositoryPermissions
    from .restricted_images import RestrictedImages
    from .restricted_images_update import RestrictedImagesUpdate
    from .scim_authentication_scheme import ScimAuthenticationScheme
    from .scim_email import ScimEmail
    from .scim_group import ScimGroup
    from .scim_resource_type import ScimResourceType
    from .scim_resource_type_page import ScimResourceTypePage
    from .scim_schema import ScimSchema
    from .scim_schema_attribute import ScimSchemaAttribute
    from .scim_schema_complex_attribute import ScimSchemaComplexAttribute
    from .scim_schema_page import ScimSchemaPage
    from .scim_service_provider_config import ScimServiceProviderConfig
    from .scim_service_provider_config_bulk import ScimServiceProviderConfigBulk
    from .scim_service_provider_config_change_password import ScimServiceProviderConfigChangePassword
    from .scim_service_provider_config_etag import ScimServiceProviderConfigEtag
    from .scim_service_provider_config_filter import ScimServiceProviderConfigFilter
    from .scim_service_provider_config_patch import ScimServiceProviderConfigPatch
    from .scim_service_provider_config_sort import ScimServiceProviderConfigSort
    from .scim_user import ScimUser
    from .scim_user_meta import ScimUserMeta
    from .scim_user_name import ScimUserName
    from .scim_user_page import ScimUserPage
    from .search_result import SearchResult
    from .search_result_page import SearchResultPage
    from .standard_registry import StandardRegistry
    from .starred_repository_page import StarredRepositoryPage
    from .tag import Tag
    from .tag_image import TagImage
    from .tag_page import TagPage
    from .user_organization import UserOrganization
    from .user_organization_page import UserOrganizationPage
    from .webhook import Webhook
    from .webhook_page import WebhookPage
    from .webhook_target import WebhookTarget

__all__ = [
    "AllowlistItem",
    "AllowlistPage",
    "AuditLog",
    "AuditLogAction",
    "AuditLogActionCatalog",
    "AuditLogActionGroup",
    "AuditLogPage",
    "BulkInviteResult",
    "BulkInvites",
    "CatalogEntry",
    "CatalogLabel",
    "CatalogLogo",
    "CatalogPublisher",
    "CatalogSearch",
    "Category",
    "Collaborator",
    "CollaboratorPage",
    "CreatedOrgAccessToken",
    "CreatedToken",
    "CurrentUser",
    "CustomRegistry",
    "Dockerfile",
    "Group",
    "GroupMember",
    "GroupMemberPage",
    "GroupPage",
    "ImageLayer",
    "ImmutableTagsMatches",
    "ImmutableTagsSettings",
    "Invite",
    "InvitePage",
    "LoginToken",
    "NamespacePage",
    "NamespacePolicy",
    "OrgAccessToken",
    "OrgAccessTokenPage",
    "OrgAccessTokenResource",
    "OrganizationSettings",
    "OrgMember",
    "OrgMemberPage",
    "OrgMemberRow",
    "PersonalAccessToken",
    "PersonalAccessTokenPage",
    "Profile",
    "RegistryAccess",
    "RegistrySettings",
    "Repository",
    "RepositoryGroup",
    "RepositoryGroupPage",
    "RepositoryListEntry",
    "RepositoryListEntryPage",
    "RepositoryPermissions",
    "RestrictedImages",
    "RestrictedImagesUpdate",
    "ScimAuthenticationScheme",
    "ScimEmail",
    "ScimGroup",
    "ScimResourceType",
    "ScimResourceTypePage",
    "ScimSchema",
    "ScimSchemaAttribute",
    "ScimSchemaComplexAttribute",
    "ScimSchemaPage",
    "ScimServiceProviderConfig",
    "ScimServiceProviderConfigBulk",
    "ScimServiceProviderConfigChangePassword",
    "ScimServiceProviderConfigEtag",
    "ScimServiceProviderConfigFilter",
    "ScimServiceProviderConfigPatch",
    "ScimServiceProviderConfigSort",
    "ScimUser",
    "ScimUserMeta",
    "ScimUserName",
    "ScimUserPage",
    "SearchResult",
    "SearchResultPage",
    "StandardRegistry",
    "StarredRepositoryPage",
    "Tag",
    "TagImage",
    "TagPage",
    "UserOrganization",
    "UserOrganizationPage",
    "Webhook",
    "WebhookPage",
    "WebhookTarget",
]

if not TYPE_CHECKING:  # a type checker that saw `__getattr__` would accept any name
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "AllowlistItem": "allowlist_item:AllowlistItem",
            "AllowlistPage": "allowlist_page:AllowlistPage",
            "AuditLog": "audit_log:AuditLog",
            "AuditLogAction": "audit_log_action:AuditLogAction",
            "AuditLogActionCatalog": "audit_log_action_catalog:AuditLogActionCatalog",
            "AuditLogActionGroup": "audit_log_action_group:AuditLogActionGroup",
            "AuditLogPage": "audit_log_page:AuditLogPage",
            "BulkInviteResult": "bulk_invite_result:BulkInviteResult",
            "BulkInvites": "bulk_invites:BulkInvites",
            "CatalogEntry": "catalog_entry:CatalogEntry",
            "CatalogLabel": "catalog_label:CatalogLabel",
            "CatalogLogo": "catalog_logo:CatalogLogo",
            "CatalogPublisher": "catalog_publisher:CatalogPublisher",
            "CatalogSearch": "catalog_search:CatalogSearch",
            "Category": "category:Category",
            "Collaborator": "collaborator:Collaborator",
            "CollaboratorPage": "collaborator_page:CollaboratorPage",
            "CreatedOrgAccessToken": "created_org_access_token:CreatedOrgAccessToken",
            "CreatedToken": "created_token:CreatedToken",
            "CurrentUser": "current_user:CurrentUser",
            "CustomRegistry": "custom_registry:CustomRegistry",
            "Dockerfile": "dockerfile:Dockerfile",
            "Group": "group:Group",
            "GroupMember": "group_member:GroupMember",
            "GroupMemberPage": "group_member_page:GroupMemberPage",
            "GroupPage": "group_page:GroupPage",
            "ImageLayer": "image_layer:ImageLayer",
            "ImmutableTagsMatches": "immutable_tags_matches:ImmutableTagsMatches",
            "ImmutableTagsSettings": "immutable_tags_settings:ImmutableTagsSettings",
            "Invite": "invite:Invite",
            "InvitePage": "invite_page:InvitePage",
            "LoginToken": "login_token:LoginToken",
            "NamespacePage": "namespace_page:NamespacePage",
            "NamespacePolicy": "namespace_policy:NamespacePolicy",
            "OrgAccessToken": "org_access_token:OrgAccessToken",
            "OrgAccessTokenPage": "org_access_token_page:OrgAccessTokenPage",
            "OrgAccessTokenResource": "org_access_token_resource:OrgAccessTokenResource",
            "OrgMember": "org_member:OrgMember",
            "OrgMemberPage": "org_member_page:OrgMemberPage",
            "OrgMemberRow": "org_member_row:OrgMemberRow",
            "OrganizationSettings": "organization_settings:OrganizationSettings",
            "PersonalAccessToken": "personal_access_token:PersonalAccessToken",
            "PersonalAccessTokenPage": "personal_access_token_page:PersonalAccessTokenPage",
            "Profile": "profile:Profile",
            "RegistryAccess": "registry_access:RegistryAccess",
            "RegistrySettings": "registry_settings:RegistrySettings",
            "Repository": "repository:Repository",
            "RepositoryGroup": "repository_group:RepositoryGroup",
            "RepositoryGroupPage": "repository_group_page:RepositoryGroupPage",
            "RepositoryListEntry": "repository_list_entry:RepositoryListEntry",
            "RepositoryListEntryPage": "repository_list_entry_page:RepositoryListEntryPage",
            "RepositoryPermissions": "repository_permissions:RepositoryPermissions",
            "RestrictedImages": "restricted_images:RestrictedImages",
            "RestrictedImagesUpdate": "restricted_images_update:RestrictedImagesUpdate",
            "ScimAuthenticationScheme": "scim_authentication_scheme:ScimAuthenticationScheme",
            "ScimEmail": "scim_email:ScimEmail",
            "ScimGroup": "scim_group:ScimGroup",
            "ScimResourceType": "scim_resource_type:ScimResourceType",
            "ScimResourceTypePage": "scim_resource_type_page:ScimResourceTypePage",
            "ScimSchema": "scim_schema:ScimSchema",
            "ScimSchemaAttribute": "scim_schema_attribute:ScimSchemaAttribute",
            "ScimSchemaComplexAttribute": "scim_schema_complex_attribute:ScimSchemaComplexAttribute",
            "ScimSchemaPage": "scim_schema_page:ScimSchemaPage",
            "ScimServiceProviderConfig": "scim_service_provider_config:ScimServiceProviderConfig",
            "ScimServiceProviderConfigBulk": "scim_service_provider_config_bulk:ScimServiceProviderConfigBulk",
            "ScimServiceProviderConfigChangePassword": "scim_service_provider_config_change_password:ScimServiceProviderConfigChangePassword",
            "ScimServiceProviderConfigEtag": "scim_service_provider_config_etag:ScimServiceProviderConfigEtag",
            "ScimServiceProviderConfigFilter": "scim_service_provider_config_filter:ScimServiceProviderConfigFilter",
            "ScimServiceProviderConfigPatch": "scim_service_provider_config_patch:ScimServiceProviderConfigPatch",
            "ScimServiceProviderConfigSort": "scim_service_provider_config_sort:ScimServiceProviderConfigSort",
            "ScimUser": "scim_user:ScimUser",
            "ScimUserMeta": "scim_user_meta:ScimUserMeta",
            "ScimUserName": "scim_user_name:ScimUserName",
            "ScimUserPage": "scim_user_page:ScimUserPage",
            "SearchResult": "search_result:SearchResult",
            "SearchResultPage": "search_result_page:SearchResultPage",
            "StandardRegistry": "standard_registry:StandardRegistry",
            "StarredRepositoryPage": "starred_repository_page:StarredRepositoryPage",
            "Tag": "tag:Tag",
            "TagImage": "tag_image:TagImage",
            "TagPage": "tag_page:TagPage",
            "UserOrganization": "user_organization:UserOrganization",
            "UserOrganizationPage": "user_organization_page:UserOrganizationPage",
            "Webhook": "webhook:Webhook",
            "WebhookPage": "webhook_page:WebhookPage",
            "WebhookTarget": "webhook_target:WebhookTarget",
        },
    )
