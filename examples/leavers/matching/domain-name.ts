import { readWordSet } from './word-table.ts';

const FREE_MAIL = readWordSet(`
gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr live.com msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es ymail.com icloud.com me.com
mac.com aol.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de posteo.de mailbox.org proton.me protonmail.com orange.fr wanadoo.fr free.fr laposte.net
libero.it virgilio.it tiscali.it wp.pl o2.pl onet.pl interia.pl seznam.cz mail.ru yandex.ru qq.com 163.com naver.com fastmail.com hey.com zoho.com mail.com
`);

/** The host of a web address or an e-mail address, without `www.`. Empty when there is none. */
export function parseDomain(text: string): string {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^.*@/u, '')
    .replace(/^[a-z]+:\/\//u, '')
    .replace(/[/?#:].*$/u, '')
    .replace(/^www\d?\./u, '')
    .replace(/\.$/u, '');
  return /^(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]{2,}$/u.test(host) ? host : '';
}

/** The domain of the employer as an e-mail address tells it: empty for mailboxes that anybody can have. */
export function parseEmployerDomain(email: string): string {
  const domain = email.includes('@') ? parseDomain(email) : '';
  return FREE_MAIL.has(domain) ? '' : domain;
}
