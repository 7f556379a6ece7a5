"""Mail of every make becomes one thing: a message as it is sent (RFC 5322), read by one reader.

read_mail(data)              the head, the text, the pictures and the attachments of a mail
print_mail(mail)             the mail as a PDF with its head
from_outlook(data)           a mail that Outlook saved (.msg) as a message
messages_in(data)            the messages of a mailbox (.mbox), one by one
"""

from woolak.pipeline.ingest.mail.mailbox import messages_in
from woolak.pipeline.ingest.mail.message import Attachment, Mail, mail_rules, read_mail
from woolak.pipeline.ingest.mail.outlook import from_outlook
from woolak.pipeline.ingest.mail.printing import print_mail

__all__ = ["Attachment", "Mail", "from_outlook", "mail_rules", "messages_in", "print_mail", "read_mail"]
