import { expect, it } from 'vitest';
import { containerKind } from '#domain/formats/container-kind.ts';
import { pictureKind } from '#domain/formats/picture-kind.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

it.each([
  ['\u{FF}\u{D8}\u{FF}\u{E0}', 'a', 'jpeg'],
  ['\u{89}PNG\r\n\u{1A}\n', 'a.jpg', 'png'],
  ['GIF89a', 'a', 'gif'],
  ['RIFF\u{1}\u{2}\u{3}\u{4}WEBP', 'a', 'webp'],
  ['<svg xmlns="x">', 'a.png', 'other'],
  ['<?xml version="1.0"?>\n<!-- made by hand -->\n<svg>', 'a', 'other'],
  ['II*\u{0}', 'a', 'other'],
  ['BMW opens a plant\n\nText.', 'release.txt', undefined],
  ['GIF is thirty\n\nText.', 'release.txt', undefined],
  ['not a picture', 'photo.JPG', 'other'],
])('%j called %s is %s', (start, name, kind) => {
  expect(pictureKind(bytes(start), name)).toBe(kind);
});

it.each([
  ['PK\u{3}\u{4}\u{14}', 'zip'],
  ['Subject: a\r\nMIME-Version: 1.0\r\n\r\nb', 'mail'],
  ['Return-Path: <a@b>\nSubject: a\n\nb', 'mail'],
  ['From: Maya <maya@example.org>\nSubject: a\n\nb', 'mail'],
  ['From: the mayor\nSubject: a\n\nb', undefined],
  ['Date: 6 March 2026\nTo: editors\n\nContent-Type: is a word', undefined],
  ['# PK\u{3}\u{4}', undefined],
  ['', undefined],
])('%j is opened as %s', (start, kind) => {
  expect(containerKind(bytes(start))).toBe(kind);
});
