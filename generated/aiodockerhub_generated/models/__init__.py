"""Contains all the data models used in inputs/outputs"""

from .audit_log import AuditLog
from .audit_log_action import AuditLogAction
from .audit_log_action_catalog import AuditLogActionCatalog
from .audit_log_action_group import AuditLogActionGroup
from .audit_log_action_groups import AuditLogActionGroups
from .audit_log_data import AuditLogData
from .audit_log_page import AuditLogPage
from .bulk_invite_result import BulkInviteResult
from .bulk_invites import BulkInvites
from .category import Category
from .created_org_access_token import CreatedOrgAccessToken
from .created_token import CreatedToken
from .current_user import CurrentUser
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
from .org_access_token import OrgAccessToken
from .org_access_token_page import OrgAccessTokenPage
from .org_access_token_resource import OrgAccessTokenResource
from .org_member import OrgMember
from .org_member_page import OrgMemberPage
from .org_member_row import OrgMemberRow
from .organization_profile import OrganizationProfile
from .organization_settings import OrganizationSettings
from .personal_access_token import PersonalAccessToken
from .personal_access_token_page import PersonalAccessTokenPage
from .registry_access import RegistryAccess
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
from .tag import Tag
from .tag_image import TagImage
from .tag_page import TagPage
from .user_organization import UserOrganization
from .user_organization_page import UserOrganizationPage
from .user_profile import UserProfile

__all__ = (
    "AuditLog",
    "AuditLogAction",
    "AuditLogActionCatalog",
    "AuditLogActionGroup",
    "AuditLogActionGroups",
    "AuditLogData",
    "AuditLogPage",
    "BulkInviteResult",
    "BulkInvites",
    "Category",
    "CreatedOrgAccessToken",
    "CreatedToken",
    "CurrentUser",
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
    "OrgAccessToken",
    "OrgAccessTokenPage",
    "OrgAccessTokenResource",
    "OrganizationProfile",
    "OrganizationSettings",
    "OrgMember",
    "OrgMemberPage",
    "OrgMemberRow",
    "PersonalAccessToken",
    "PersonalAccessTokenPage",
    "RegistryAccess",
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
    "Tag",
    "TagImage",
    "TagPage",
    "UserOrganization",
    "UserOrganizationPage",
    "UserProfile",
)
