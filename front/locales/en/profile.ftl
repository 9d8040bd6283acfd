# People and groups.

profile-about = Presentation
profile-origin = This page comes from { $host }.
profile-events = Events of { $name }
profile-edit = Change this page
profile-report = Report this person

group-with = Be part of it
group-facts = About the group
group-join = Become a member
group-join-text = Members see the group’s discussions and shared files.
group-join-approval = Members see the group’s discussions and shared files. The group answers each request.
group-follow = Follow
group-follow-text = Following only tells you about new events and posts.
group-team = Who runs it
group-posts = News
group-past = Past events
group-report = Report this group
group-member = You are a member.
group-following = You follow this group.
group-asked = You asked to become a member.
